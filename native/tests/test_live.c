#include "check.h"

#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void test_reload(void)
{
    unsigned int number;
    nvmlDevice_t first, second;
    use_text("[driver]\nversion = 570.1\n[gpu 0]\npower_mw = 1\n[gpu 1]\npower_mw = 2\n");
    first = gpu(0);
    second = gpu(1);
    OK(CALL(nvmlDeviceGetPowerUsage)(second, &number));
    EQUAL(2, number);
    rewrite("[driver]\nversion = 570.1\n[gpu 1]\npower_mw = 3\n");
    OK(CALL(nvmlDeviceGetPowerUsage)(second, &number));
    EQUAL(3, number);
    EQUAL(NVML_ERROR_GPU_IS_LOST, CALL(nvmlDeviceGetPowerUsage)(first, &number));
    OK(CALL(nvmlDeviceGetCount_v2)(&number));
    EQUAL(1, number);
    CHECK(gpu(0) == second);

    rewrite("[driver]\nversion = 570.1\n[gpu 1]\npower = oops\n");
    OK(CALL(nvmlDeviceGetPowerUsage)(second, &number));
    EQUAL(3, number);
    rewrite("[driver]\nversion = 570.1\n[gpu 0]\npower_mw = 4\n");
    OK(CALL(nvmlDeviceGetPowerUsage)(first, &number));
    EQUAL(4, number);
    end();
}

static int open_descriptors(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder && readdir(folder))
        count++;
    closedir(folder);
    return count;
}

void test_descriptors(void)
{
    char text[PATH_MAX + 128];
    const char *const names[] = {"nvidiactl", "nvidia0", "nvidia5"};
    for (int i = 0; i < 3; i++) {
        snprintf(text, sizeof text, "%s/%s", scratch(), names[i]);
        fclose(fopen(text, "we"));
    }
    int before = open_descriptors();
    snprintf(text, sizeof text, "[driver]\nversion = 570.1\ndevice_dir = %s\n[gpu 0]\n[gpu 1]\nminor = 5\n[gpu 2]\n",
             scratch());
    use_text(text);
    EQUAL(before + 3, open_descriptors());
    OK(CALL(nvmlInit_v2)());
    EQUAL(before + 3, open_descriptors());
    end();
    EQUAL(before + 3, open_descriptors());
    end();
    EQUAL(before, open_descriptors());
}

static volatile bool stop;

static void *ask(void *argument)
{
    char text[96];
    unsigned int number;
    nvmlDevice_t device = argument;
    long wrong = 0;
    while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
        wrong += CALL(nvmlDeviceGetName)(device, text, sizeof text) != NVML_SUCCESS;
        wrong += strcmp(text, "even") != 0 && strcmp(text, "odd") != 0;
        wrong += CALL(nvmlDeviceGetNvLinkState)(device, 0, &number) != NVML_SUCCESS;
    }
    return (void *)wrong;
}

void test_threads(void)
{
    pthread_t threads[4];
    use_text("[driver]\nversion = 570.1\n[gpu 0]\nname = even\nnvlink.count = 1\n");
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, ask, gpu(0));
    for (int i = 0; i < 40; i++) {
        char text[120];
        snprintf(text, sizeof text, "[driver]\nversion = 570.1\n[gpu 0]\nname = %s\nnvlink.count = 1\n",
                 i % 2 ? "odd" : "even");
        rewrite(text);
        usleep(2000);
    }
    __atomic_store_n(&stop, true, __ATOMIC_RELAXED);
    for (int i = 0; i < 4; i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        EQUAL(0, (long)wrong);
    }
    end();
}

static void copy_file(const char *from, const char *to)
{
    char command[3 * PATH_MAX];
    snprintf(command, sizeof command, "cp '%s' '%s'", from, to);
    if (system(command) != 0)
        exit(2);
}

/* A copy of the library is a library of its own, with the scenario that lies beside it. */
void test_neighbour_file(void)
{
    char from[PATH_MAX], to[PATH_MAX + 64], folder[PATH_MAX + 16];
    unsigned int count;
    unsetenv("NVML_FAKE_SCENARIO");
    snprintf(folder, sizeof folder, "%s/copy", scratch());
    mkdir(folder, 0700);
    snprintf(from, sizeof from, "%s/libnvidia-ml.so.1", build_folder());
    snprintf(to, sizeof to, "%s/libnvidia-ml.so.1", folder);
    copy_file(from, to);
    snprintf(from, sizeof from, "%s/gb200-tray.ini", scenario_folder());
    void *copy;
    snprintf(to, sizeof to, "%s/scenario.ini", folder);
    copy_file(from, to);
    snprintf(to, sizeof to, "%s/libnvidia-ml.so.1", folder);
    copy = dlopen(to, RTLD_NOW | RTLD_LOCAL);
    CHECK(copy != NULL);
    if (!copy)
        return;
    OK(((__typeof__(&nvmlInit_v2))dlsym(copy, "nvmlInit_v2"))());
    OK(((__typeof__(&nvmlDeviceGetCount_v2))dlsym(copy, "nvmlDeviceGetCount_v2"))(&count));
    EQUAL(4, count);
    EQUAL(NVML_ERROR_UNINITIALIZED, CALL(nvmlDeviceGetCount_v2)(&count));
    OK(((__typeof__(&nvmlShutdown))dlsym(copy, "nvmlShutdown"))());
    dlclose(copy);
}

void test_old_library(void)
{
    static const char *const newer[] = {
        "nvmlDeviceGetMemoryInfo_v2", "nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetPcieSpeed",
        "nvmlDeviceGetGpuInstanceProfileInfoV", "nvmlDeviceGetGpuFabricInfo", "nvmlDeviceGetGpuFabricInfoV",
        "nvmlDeviceGetNumaNodeId", "nvmlDeviceGetC2cModeInfoV", "nvmlDeviceGetSramEccErrorStatus",
        "nvmlDeviceGetGpuMaxPcieLinkGeneration", "nvmlDeviceGetTemperatureV", "nvmlDeviceGetMarginTemperature",
        "nvmlDeviceGetCurrentClocksEventReasons", "nvmlDeviceGetNvLinkInfo", "nvmlDeviceGetRepairStatus",
        "nvmlDeviceGetUnrepairableMemoryFlag_v1", "nvmlSystemEventSetCreate"};
    static const char *const older[] = {
        "nvmlDeviceGetCurrentClocksThrottleReasons", "nvmlDeviceGetTemperature", "nvmlDeviceGetComputeRunningProcesses_v2",
        "nvmlDeviceGetNvLinkRemoteDeviceType", "nvmlDeviceGetRowRemapperHistogram", "nvmlEventSetWait_v2"};
    char path[PATH_MAX];
    unsigned int count;
    snprintf(path, sizeof path, "%s/libnvidia-ml-r470.so.1", build_folder());
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    CHECK(library != NULL);
    for (size_t i = 0; i < sizeof newer / sizeof newer[0]; i++) {
        CHECK(dlsym(library, newer[i]) == NULL);
        symbol(newer[i]);
    }
    for (size_t i = 0; i < sizeof older / sizeof older[0]; i++)
        CHECK(dlsym(library, older[i]) != NULL);
    use_library("libnvidia-ml-r470.so.1");
    use_shipped("hgx-h100");
    OK(CALL(nvmlDeviceGetCount_v2)(&count));
    EQUAL(8, count);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, field(gpu(0), 230, 0).nvmlReturn);
    end();
}
