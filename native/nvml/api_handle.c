#include "call.h"
#include "handle.h"

#include <string.h>
#include <strings.h>

/* NVML numbers what it sees without gaps, so a removed section moves the ones behind it up. */
static int nth_gpu(const struct scenario *scenario, unsigned int index)
{
    for (int i = 0; i < MAX_GPUS; i++)
        if (scenario->gpus[i].present && index-- == 0)
            return i;
    return -1;
}

static nvmlReturn_t count_gpus(const struct scenario *scenario, unsigned int *count)
{
    if (!count)
        return NVML_ERROR_INVALID_ARGUMENT;
    *count = 0;
    for (int i = 0; i < MAX_GPUS; i++)
        *count += scenario->gpus[i].present;
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetCount(unsigned int *count)
{
    BEGIN(ANY_BRANCH);
    return count_gpus(call.scenario, count);
}

nvmlReturn_t nvmlDeviceGetCount_v2(unsigned int *count)
{
    BEGIN(ANY_BRANCH);
    return count_gpus(call.scenario, count);
}

static nvmlReturn_t give_gpu(struct call *call, const char *function, int gpu, nvmlDevice_t *device)
{
    nvmlReturn_t status = call_faults(call, function, gpu);
    if (status != NVML_SUCCESS)
        return status;
    if (call->scenario->gpus[gpu].facts[GPU_LOST].value == LOST_HANDLES_TOO)
        return NVML_ERROR_GPU_IS_LOST;
    *device = handle_of_gpu(gpu);
    return NVML_SUCCESS;
}

static nvmlReturn_t by_index(struct call *call, const char *function, unsigned int index, nvmlDevice_t *device)
{
    int gpu = nth_gpu(call->scenario, index);
    if (!device || gpu < 0)
        return NVML_ERROR_INVALID_ARGUMENT;
    return give_gpu(call, function, gpu, device);
}

nvmlReturn_t nvmlDeviceGetHandleByIndex(unsigned int index, nvmlDevice_t *device)
{
    BEGIN(ANY_BRANCH);
    return by_index(&call, __func__, index, device);
}

nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(unsigned int index, nvmlDevice_t *device)
{
    BEGIN(ANY_BRANCH);
    return by_index(&call, __func__, index, device);
}

static nvmlReturn_t by_bus(struct call *call, const char *function, const char *text, nvmlDevice_t *device)
{
    struct bdf bus;
    if (!device || !text || !text_bdf(text, &bus))
        return NVML_ERROR_INVALID_ARGUMENT;
    for (int i = 0; i < MAX_GPUS; i++) {
        const struct gpu *gpu = &call->scenario->gpus[i];
        if (gpu->present && gpu->has_bus && memcmp(&gpu->bus, &bus, sizeof bus) == 0)
            return give_gpu(call, function, i, device);
    }
    return NVML_ERROR_NOT_FOUND;
}

nvmlReturn_t nvmlDeviceGetHandleByPciBusId(const char *busId, nvmlDevice_t *device)
{
    BEGIN(ANY_BRANCH);
    return by_bus(&call, __func__, busId, device);
}

nvmlReturn_t nvmlDeviceGetHandleByPciBusId_v2(const char *busId, nvmlDevice_t *device)
{
    BEGIN(ANY_BRANCH);
    return by_bus(&call, __func__, busId, device);
}

static int find_mig(const struct gpu *gpu, const char *uuid)
{
    for (int i = 0; i < MAX_MIG; i++)
        if (gpu->facts[GPU_MIG_MODE].value == 1 && gpu->migs[i].present && strcasecmp(gpu->migs[i].uuid, uuid) == 0)
            return i;
    return NO_MIG;
}

nvmlReturn_t nvmlDeviceGetHandleByUUID(const char *uuid, nvmlDevice_t *device)
{
    BEGIN(ANY_BRANCH);
    if (!uuid || !*uuid || !device)
        return NVML_ERROR_INVALID_ARGUMENT;
    for (int i = 0; i < MAX_GPUS; i++) {
        const struct gpu *gpu = &call.scenario->gpus[i];
        int mig = gpu->present ? find_mig(gpu, uuid) : NO_MIG;
        if (!gpu->present || (mig == NO_MIG && strcasecmp(gpu->uuid, uuid) != 0))
            continue;
        nvmlReturn_t status = give_gpu(&call, __func__, i, device);
        if (status == NVML_SUCCESS && mig != NO_MIG)
            *device = handle_of_mig(i, mig);
        return status;
    }
    return NVML_ERROR_NOT_FOUND;
}

nvmlReturn_t nvmlDeviceGetIndex(nvmlDevice_t device, unsigned int *index)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!index)
        return NVML_ERROR_INVALID_ARGUMENT;
    *index = 0;
    for (int i = 0; i < call.number; i++)
        *index += call.scenario->gpus[i].present;
    return NVML_SUCCESS;
}
