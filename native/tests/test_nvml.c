#include "check.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int passed, failed;

static void *library;
static char folder[PATH_MAX] = "/tmp/nvml-test-XXXXXX";
static const char *build, *scenarios;

void check_that(bool ok, const char *file, int line, const char *text)
{
    if (ok) {
        __atomic_add_fetch(&passed, 1, __ATOMIC_RELAXED);
    } else {
        __atomic_add_fetch(&failed, 1, __ATOMIC_RELAXED);
        printf("%s:%d: not so: %s\n", file, line, text);
    }
}

void check_equal(long long expected, long long actual, const char *file, int line, const char *text)
{
    if (expected != actual)
        printf("expected %lld, got %lld\n", expected, actual);
    check_that(expected == actual, file, line, text);
}

void check_text(const char *expected, const char *actual, const char *file, int line, const char *text)
{
    bool ok = strcmp(expected, actual) == 0;
    if (!ok)
        printf("expected \"%s\", got \"%s\"\n", expected, actual);
    check_that(ok, file, line, text);
}

void *symbol(const char *name)
{
    void *found = dlsym(library, name);
    if (!found) {
        printf("the library has no %s\n", name);
        exit(2);
    }
    return found;
}

void use_library(const char *file)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", build, file);
    library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        printf("%s\n", dlerror());
        exit(2);
    }
}

static void use_file(const char *path)
{
    setenv("NVML_FAKE_SCENARIO", path, 1);
    OK(CALL(nvmlInit_v2)());
}

void use_shipped(const char *scenario)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s.ini", scenarios, scenario);
    use_file(path);
}

/* Atomic, as the library may look at any moment. */
void rewrite(const char *text)
{
    char path[PATH_MAX + 16], fresh[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/scenario.ini", folder);
    snprintf(fresh, sizeof fresh, "%s/fresh", folder);
    FILE *file = fopen(fresh, "we");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0 || rename(fresh, path) != 0)
        exit(2);
}

void use_text(const char *text)
{
    char path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/scenario.ini", folder);
    rewrite(text);
    use_file(path);
}

const char *scratch(void)
{
    return folder;
}

const char *build_folder(void)
{
    return build;
}

const char *scenario_folder(void)
{
    return scenarios;
}

void end(void)
{
    OK(CALL(nvmlShutdown)());
}

nvmlDevice_t gpu(unsigned int index)
{
    nvmlDevice_t device = NULL;
    OK(CALL(nvmlDeviceGetHandleByIndex_v2)(index, &device));
    return device;
}

nvmlFieldValue_t field(nvmlDevice_t device, unsigned int id, unsigned int scope)
{
    nvmlFieldValue_t value = {.fieldId = id, .scopeId = scope};
    OK(CALL(nvmlDeviceGetFieldValues)(device, 1, &value));
    return value;
}

long long now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

int main(int argc, char **argv)
{
    build = argc > 1 ? argv[1] : "build";
    scenarios = argc > 2 ? argv[2] : "nvml/scenarios";
    if (!mkdtemp(folder))
        return 2;
    use_library("libnvidia-ml.so.1");
    test_identity();
    test_mig();
    test_nvlink();
    test_fields();
    test_health();
    test_errors();
    test_reload();
    test_faults();
    test_events();
    test_descriptors();
    test_threads();
    test_neighbour_file();
    test_old_library();
    char command[PATH_MAX + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0)
        failed++;
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
