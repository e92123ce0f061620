#include "check.h"

#include <pthread.h>
#include <unistd.h>

#define HEAD "[driver]\nversion = 580.1\n[gpu 0]\necc.mode = on\n[gpu 1]\nbus_id = 0000:1b:00.0\n"
#define XID(number, code) "[event " number "]\ngpu = 1\ntype = xid\ndata = " code "\n"

static nvmlEventSet_t listen_all(void)
{
    nvmlEventSet_t set = NULL;
    OK(CALL(nvmlEventSetCreate)(&set));
    OK(CALL(nvmlDeviceRegisterEvents)(gpu(0), 0x8, set));
    OK(CALL(nvmlDeviceRegisterEvents)(gpu(1), 0x8, set));
    return set;
}

static void *add_later(void *unused)
{
    (void)unused;
    usleep(80000);
    rewrite(HEAD XID("1", "79") XID("2", "48"));
    return NULL;
}

static void delivery(void)
{
    pthread_t thread;
    nvmlEventData_t data;
    unsigned long long types;
    use_text(HEAD XID("1", "79"));
    nvmlEventSet_t set = listen_all();
    OK(CALL(nvmlDeviceGetSupportedEventTypes)(gpu(0), &types));
    EQUAL(0xFF1F, types);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceRegisterEvents)(gpu(1), 0x1, set));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceRegisterEvents)(gpu(1), 0x10000, set));

    OK(CALL(nvmlEventSetWait_v2)(set, &data, 1000));
    CHECK(data.device == gpu(1));
    EQUAL(8, data.eventType);
    EQUAL(79, data.eventData);
    EQUAL(0xFFFFFFFFu, data.gpuInstanceId);

    long long start = now_ms();
    EQUAL(NVML_ERROR_TIMEOUT, CALL(nvmlEventSetWait_v2)(set, &data, 60));
    CHECK(now_ms() - start >= 60);

    pthread_create(&thread, NULL, add_later, NULL);
    OK(CALL(nvmlEventSetWait_v2)(set, &data, 5000));
    EQUAL(48, data.eventData);
    pthread_join(thread, NULL);
    EQUAL(NVML_ERROR_TIMEOUT, CALL(nvmlEventSetWait_v2)(set, &data, 0));

    rewrite(HEAD);
    EQUAL(NVML_ERROR_TIMEOUT, CALL(nvmlEventSetWait_v2)(set, &data, 0));
    rewrite(HEAD XID("1", "31"));
    OK(CALL(nvmlEventSetWait_v2)(set, &data, 1000));
    EQUAL(31, data.eventData);

    OK(CALL(nvmlEventSetFree)(set));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlEventSetWait_v2)(set, &data, 0));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlEventSetFree)(set));
    end();
}

static void *wait_long(void *result)
{
    nvmlEventData_t data;
    *(nvmlReturn_t *)result = CALL(nvmlEventSetWait_v2)(listen_all(), &data, 60000);
    return NULL;
}

static void shutdown_wakes(void)
{
    pthread_t thread;
    nvmlReturn_t result = 0;
    use_text(HEAD);
    pthread_create(&thread, NULL, wait_long, &result);
    usleep(50000);
    end();
    pthread_join(thread, NULL);
    EQUAL(NVML_ERROR_UNINITIALIZED, result);
}

static void system_events(void)
{
    nvmlSystemEventSetRequest_v1_t create = {.version = 0x01000010};
    nvmlSystemRegisterEventRequest_v1_t listen = {.version = 0x01000018, .eventTypes = 3};
    nvmlSystemEventData_v1_t data[2];
    nvmlSystemEventSetWaitRequest_v1_t wait = {.version = 0x01000020, .timeoutms = 1000, .data = data, .dataSize = 2};
    use_text(HEAD "[event 7]\ngpu = 1\ntype = driver_unbind\n");
    OK(CALL(nvmlSystemEventSetCreate)(&create));
    listen.set = wait.set = create.set;
    OK(CALL(nvmlSystemRegisterEvents)(&listen));
    OK(CALL(nvmlSystemEventSetWait)(&wait));
    EQUAL(1, wait.numEvent);
    EQUAL(1, data[0].eventType);
    EQUAL(0x1B00, data[0].gpuId);
    wait.timeoutms = 0;
    EQUAL(NVML_ERROR_TIMEOUT, CALL(nvmlSystemEventSetWait)(&wait));
    create.version = 1;
    EQUAL(NVML_ERROR_ARGUMENT_VERSION_MISMATCH, CALL(nvmlSystemEventSetFree)(&create));
    create.version = 0x01000010;
    OK(CALL(nvmlSystemEventSetFree)(&create));
    end();
}

void test_events(void)
{
    delivery();
    shutdown_wakes();
    system_events();
}
