#include "call.h"
#include "event.h"
#include "wait.h"

/* Driver bind and unbind, since R575. */
#if LIBRARY_BRANCH >= 575

enum { SYSTEM_EVENT_BRANCH = 575, SYSTEM_TYPES = 0x3 };

nvmlReturn_t nvmlSystemEventSetCreate(nvmlSystemEventSetRequest_v1_t *request)
{
    BEGIN(SYSTEM_EVENT_BRANCH);
    if (!request)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (request->version != NVML_VERSION_TAG(nvmlSystemEventSetRequest_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    request->set = (nvmlSystemEventSet_t)event_set_create(true);
    return request->set ? NVML_SUCCESS : NVML_ERROR_INSUFFICIENT_RESOURCES;
}

nvmlReturn_t nvmlSystemEventSetFree(nvmlSystemEventSetRequest_v1_t *request)
{
    BEGIN(SYSTEM_EVENT_BRANCH);
    if (!request)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (request->version != NVML_VERSION_TAG(nvmlSystemEventSetRequest_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    struct event_set *set = event_set_find(request->set, true);
    if (!set)
        return NVML_ERROR_INVALID_ARGUMENT;
    event_set_free(set);
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlSystemRegisterEvents(nvmlSystemRegisterEventRequest_v1_t *request)
{
    BEGIN(SYSTEM_EVENT_BRANCH);
    if (!request)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (request->version != NVML_VERSION_TAG(nvmlSystemRegisterEventRequest_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    struct event_set *set = event_set_find(request->set, true);
    if (!set || request->eventTypes & ~(unsigned long long)SYSTEM_TYPES)
        return NVML_ERROR_INVALID_ARGUMENT;
    event_set_listen(set, ALL_GPUS, request->eventTypes);
    event_collect(call.scenario);
    return NVML_SUCCESS;
}

static unsigned int pci_number(const struct gpu *gpu)
{
    return gpu->bus.domain << 16 | gpu->bus.bus << 8 | gpu->bus.device;
}

nvmlReturn_t nvmlSystemEventSetWait(nvmlSystemEventSetWaitRequest_v1_t *request)
{
    BEGIN(SYSTEM_EVENT_BRANCH);
    struct event event;
    if (!request)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (request->version != NVML_VERSION_TAG(nvmlSystemEventSetWaitRequest_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    if (!request->data || request->dataSize == 0)
        return NVML_ERROR_INVALID_ARGUMENT;
    request->numEvent = 0;
    nvmlReturn_t status = wait_for_event(&call, request->set, true, request->timeoutms, &event);
    while (status == NVML_SUCCESS) {
        nvmlSystemEventData_v1_t *data = &request->data[request->numEvent++];
        *data = (nvmlSystemEventData_v1_t){event.type, pci_number(&call.scenario->gpus[event.gpu])};
        if (request->numEvent == request->dataSize)
            break;
        status = wait_for_event(&call, request->set, true, 0, &event);
    }
    return request->numEvent ? NVML_SUCCESS : status;
}

#endif
