#include "library.h"

#include "call.h"
#include "device_files.h"
#include "event.h"
#include "fault.h"
#include "store.h"

#include <pthread.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int users;

void library_lock(void)
{
    pthread_mutex_lock(&mutex);
}

void library_unlock(void)
{
    pthread_mutex_unlock(&mutex);
}

bool library_is_initialized(void)
{
    return users > 0;
}

void library_sleep(int milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    while (nanosleep(&time, &time) != 0)
        ;
}

long long library_now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static nvmlReturn_t init(const char *function)
{
    struct call call __attribute__((cleanup(call_end))) = {0};
    library_lock();
    call.locked = true;
    if (!(users ? store_current() : store_open()))
        return NVML_ERROR_DRIVER_NOT_LOADED;
    nvmlReturn_t status = fault_apply(&call, function, ALL_GPUS, true);
    if (status == NVML_SUCCESS && users == 0)
        status = call.scenario->init;
    if (status != NVML_SUCCESS)
        return status;
    if (users++ == 0) {
        event_begin(store_generation());
        device_files_open(call.scenario);
    }
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlInit(void)
{
    return init(__func__);
}

nvmlReturn_t nvmlInit_v2(void)
{
    return init(__func__);
}

nvmlReturn_t nvmlInitWithFlags(unsigned int flags)
{
    (void)flags;
    return init(__func__);
}

nvmlReturn_t nvmlShutdown(void)
{
    BEGIN(ANY_BRANCH);
    if (--users == 0) {
        event_end();
        device_files_close();
    }
    return NVML_SUCCESS;
}
