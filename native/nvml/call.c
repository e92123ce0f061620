#include "call.h"

#include "event.h"
#include "fault.h"
#include "handle.h"
#include "library.h"
#include "store.h"

#include <string.h>

static nvmlReturn_t refresh(struct call *call, bool always)
{
    if (!library_is_initialized() && !always)
        return NVML_ERROR_UNINITIALIZED;
    call->scenario = store_current();
    if (!call->scenario && always)
        call->scenario = store_open();
    if (!call->scenario)
        return NVML_ERROR_DRIVER_NOT_LOADED;
    if (library_is_initialized())
        event_collect(call->scenario);
    return NVML_SUCCESS;
}

static nvmlReturn_t resolve(struct call *call, enum call_target target)
{
    call->gpu = &call->scenario->gpus[call->number];
    if (!call->gpu->present || call->gpu->facts[GPU_LOST].value)
        return NVML_ERROR_GPU_IS_LOST;
    if (call->mig_index < 0)
        return NVML_SUCCESS;
    call->mig = &call->gpu->migs[call->mig_index];
    if (call->gpu->facts[GPU_MIG_MODE].value != 1 || !call->mig->present)
        return NVML_ERROR_INVALID_ARGUMENT;
    return target == CALL_GPU ? NVML_ERROR_NOT_SUPPORTED : NVML_SUCCESS;
}

nvmlReturn_t call_begin(struct call *call, const char *function, int branch, enum call_target target,
                        nvmlDevice_t device)
{
    bool wants_device = target == CALL_GPU || target == CALL_GPU_OR_MIG;
    library_lock();
    call->locked = true;
    call->number = ALL_GPUS;
    nvmlReturn_t status = refresh(call, target == CALL_ALWAYS);
    if (status != NVML_SUCCESS)
        return status;
    if (branch > call->scenario->branch)
        return NVML_ERROR_FUNCTION_NOT_FOUND;
    if (wants_device && !handle_find(device, &call->number, &call->mig_index))
        return NVML_ERROR_INVALID_ARGUMENT;
    status = fault_apply(call, function, call->number, target == CALL_ALWAYS);
    if (status != NVML_SUCCESS)
        return status;
    return wants_device ? resolve(call, target) : NVML_SUCCESS;
}

void call_end(struct call *call)
{
    if (call->locked)
        library_unlock();
    call->locked = false;
}

nvmlReturn_t call_faults(struct call *call, const char *function, int gpu)
{
    return fault_apply_gpu(call, function, gpu);
}

nvmlReturn_t call_pause(struct call *call, int milliseconds)
{
    call_end(call);
    library_sleep(milliseconds);
    library_lock();
    call->locked = true;
    return refresh(call, false);
}

nvmlReturn_t give_text(const char *text, char *buffer, unsigned int length)
{
    if (!buffer)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!*text)
        return NVML_ERROR_NOT_SUPPORTED;
    return text_copy(buffer, length, text) ? NVML_SUCCESS : NVML_ERROR_INSUFFICIENT_SIZE;
}

nvmlReturn_t give_u32(const struct fact *fact, unsigned int *value)
{
    if (!value)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!fact->has)
        return NVML_ERROR_NOT_SUPPORTED;
    *value = (unsigned int)fact->value;
    return NVML_SUCCESS;
}

nvmlReturn_t give_u64(const struct fact *fact, unsigned long long *value)
{
    if (!value)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!fact->has)
        return NVML_ERROR_NOT_SUPPORTED;
    *value = (unsigned long long)fact->value;
    return NVML_SUCCESS;
}
