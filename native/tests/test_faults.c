#include "check.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define HEAD "[driver]\nversion = 580.1\n[gpu 0]\nuuid = GPU-0\npower_mw = 1\n[gpu 1]\nuuid = GPU-1\npower_mw = 1\n"

static char text[96];

static nvmlReturn_t uuid(unsigned int index)
{
    return CALL(nvmlDeviceGetUUID)(gpu(index), text, sizeof text);
}

static void errors(void)
{
    nvmlDevice_t device;
    unsigned int number;
    use_text(HEAD "[fault nvmlDeviceGetUUID]\ngpu = 1\nerror = in_use\n");
    OK(uuid(0));
    EQUAL(19, uuid(1));
    rewrite(HEAD "[fault nvmlDeviceGetUUID]\nerror = timeout\n");
    EQUAL(NVML_ERROR_TIMEOUT, uuid(0));
    rewrite(HEAD "[fault nvmlDeviceGetHandleByIndex]\ngpu = 1\nerror = gpu_is_lost\n");
    OK(CALL(nvmlDeviceGetHandleByIndex_v2)(0, &device));
    EQUAL(NVML_ERROR_GPU_IS_LOST, CALL(nvmlDeviceGetHandleByIndex_v2)(1, &device));
    rewrite(HEAD);
    device = gpu(0);
    rewrite(HEAD "[fault *]\nerror = unknown\n");
    EQUAL(NVML_ERROR_UNKNOWN, CALL(nvmlDeviceGetPowerUsage)(device, &number));
    EQUAL(NVML_ERROR_UNKNOWN, CALL(nvmlDeviceGetCount_v2)(&number));
    EQUAL(NVML_ERROR_UNKNOWN, CALL(nvmlInit_v2)());
    rewrite(HEAD);
    OK(uuid(0));
    end();
    rewrite(HEAD "[fault nvmlInit_v2]\nerror = driver_not_loaded\ntimes = 1\n");
    EQUAL(NVML_ERROR_DRIVER_NOT_LOADED, CALL(nvmlInit_v2)());
}

static void counts(void)
{
    use_text(HEAD "[fault nvmlDeviceGetUUID]\nerror = unknown\nafter = 3\ntimes = 2\n");
    const nvmlReturn_t expected[] = {0, 0, 999, 999, 0, 0};
    for (int i = 0; i < 6; i++) {
        EQUAL(expected[i], uuid(0));
        /* The same fault in a new file goes on where it was. */
        if (i == 2)
            rewrite(HEAD "power_mw = 2\n[fault nvmlDeviceGetUUID]\nerror = unknown\nafter = 3\ntimes = 2\n");
    }
    end();
}

static void *slow(void *result)
{
    *(nvmlReturn_t *)result = CALL(nvmlDeviceGetName)(gpu(7), (char[96]){0}, 96);
    return NULL;
}

static void delays(void)
{
    pthread_t thread;
    nvmlReturn_t result = 1;
    unsigned int number;
    char uuid_text[96];
    use_shipped("broken");
    EQUAL(NVML_ERROR_UNKNOWN, CALL(nvmlDeviceGetUUID)(gpu(7), uuid_text, sizeof uuid_text));
    long long start = now_ms();
    pthread_create(&thread, NULL, slow, &result);
    usleep(50000);
    OK(CALL(nvmlDeviceGetPowerUsage)(gpu(0), &number));
    CHECK(now_ms() - start < 250);
    pthread_join(thread, NULL);
    CHECK(now_ms() - start >= 300);
    OK(result);
    end();
}

static volatile int finished;

static void *stuck(void *result)
{
    unsigned int number;
    *(nvmlReturn_t *)result = CALL(nvmlDeviceGetPowerUsage)(gpu(1), &number);
    __atomic_store_n(&finished, 1, __ATOMIC_RELEASE);
    return NULL;
}

static void hangs(const char *after, nvmlReturn_t expected)
{
    pthread_t thread;
    nvmlReturn_t result = 1;
    finished = 0;
    use_text(HEAD "[fault nvmlDeviceGetPowerUsage]\ngpu = 1\nhang = true\n");
    pthread_create(&thread, NULL, stuck, &result);
    usleep(60000);
    EQUAL(0, __atomic_load_n(&finished, __ATOMIC_ACQUIRE));
    OK(uuid(1));
    if (after)
        rewrite(after);
    else
        end();
    pthread_join(thread, NULL);
    EQUAL(expected, result);
    if (after)
        end();
}

void test_faults(void)
{
    errors();
    counts();
    delays();
    hangs(HEAD, NVML_SUCCESS);
    hangs("[driver]\nversion = 580.1\n[gpu 0]\nuuid = GPU-0\n", NVML_ERROR_GPU_IS_LOST);
}
