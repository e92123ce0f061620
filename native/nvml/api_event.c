#include "call.h"
#include "event.h"
#include "handle.h"
#include "wait.h"

#include <string.h>

#define FACT(id) (&call->gpu->facts[GPU_##id])

enum { ECC_TYPES = 0x3, ALL_TYPES = 0xFF9F };

nvmlReturn_t nvmlEventSetCreate(nvmlEventSet_t *set)
{
    BEGIN(ANY_BRANCH);
    if (!set)
        return NVML_ERROR_INVALID_ARGUMENT;
    *set = (nvmlEventSet_t)event_set_create(false);
    return *set ? NVML_SUCCESS : NVML_ERROR_INSUFFICIENT_RESOURCES;
}

static unsigned long long supported(const struct call *call)
{
    if (FACT(EVENTS)->has)
        return (unsigned long long)FACT(EVENTS)->value;
    unsigned long long types = 0x11F;
    if (call->scenario->branch >= 560)
        types |= 0x3E00;
    if (call->scenario->branch >= 570)
        types |= 0xC000;
    return FACT(ECC_MODE)->value == 1 ? types : types & ~(unsigned long long)ECC_TYPES;
}

nvmlReturn_t nvmlDeviceGetSupportedEventTypes(nvmlDevice_t device, unsigned long long *types)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!types)
        return NVML_ERROR_INVALID_ARGUMENT;
    *types = supported(&call);
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceRegisterEvents(nvmlDevice_t device, unsigned long long types, nvmlEventSet_t handle)
{
    BEGIN_GPU(ANY_BRANCH, device);
    struct event_set *set = event_set_find(handle, false);
    if (!set || types & ~(unsigned long long)ALL_TYPES)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (types & ~supported(&call))
        return NVML_ERROR_NOT_SUPPORTED;
    event_set_listen(set, call.number, types);
    event_collect(call.scenario);
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlEventSetWait(nvmlEventSet_t set, nvmlEventData_t *data, unsigned int timeoutMs)
{
    BEGIN(ANY_BRANCH);
    struct event event;
    if (!data)
        return NVML_ERROR_INVALID_ARGUMENT;
    nvmlReturn_t status = wait_for_event(&call, set, false, timeoutMs, &event);
    if (status == NVML_SUCCESS) {
        /* The first version of the structure ended here. */
        data->device = handle_of_gpu(event.gpu);
        data->eventType = event.type;
        data->eventData = event.data;
    }
    return status;
}

nvmlReturn_t nvmlEventSetWait_v2(nvmlEventSet_t set, nvmlEventData_t *data, unsigned int timeoutMs)
{
    BEGIN(ANY_BRANCH);
    struct event event;
    if (!data)
        return NVML_ERROR_INVALID_ARGUMENT;
    nvmlReturn_t status = wait_for_event(&call, set, false, timeoutMs, &event);
    if (status == NVML_SUCCESS)
        *data = (nvmlEventData_t){handle_of_gpu(event.gpu), event.type, event.data, event.gi, event.ci};
    return status;
}

nvmlReturn_t nvmlEventSetFree(nvmlEventSet_t handle)
{
    BEGIN(ANY_BRANCH);
    struct event_set *set = event_set_find(handle, false);
    if (!set)
        return NVML_ERROR_INVALID_ARGUMENT;
    event_set_free(set);
    return NVML_SUCCESS;
}
