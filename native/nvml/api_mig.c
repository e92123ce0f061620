#include "call.h"
#include "handle.h"

#include <string.h>

enum { DEFAULT_MAX_MIG = 7 };

nvmlReturn_t nvmlDeviceGetMigMode(nvmlDevice_t device, unsigned int *current, unsigned int *pending)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!current || !pending)
        return NVML_ERROR_INVALID_ARGUMENT;
    nvmlReturn_t status = give_u32(GPU_FACT(MIG_MODE), current);
    *pending = GPU_FACT(MIG_PENDING)->has ? (unsigned int)GPU_FACT(MIG_PENDING)->value : *current;
    return status;
}

static unsigned int max_mig(const struct gpu *gpu)
{
    if (gpu->facts[GPU_MIG_MODE].value != 1)
        return 0;
    return gpu->facts[GPU_MIG_MAX].has ? (unsigned int)gpu->facts[GPU_MIG_MAX].value : DEFAULT_MAX_MIG;
}

nvmlReturn_t nvmlDeviceGetMaxMigDeviceCount(nvmlDevice_t device, unsigned int *count)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!count)
        return NVML_ERROR_INVALID_ARGUMENT;
    *count = max_mig(call.gpu);
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetMigDeviceHandleByIndex(nvmlDevice_t device, unsigned int index, nvmlDevice_t *mig)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!mig)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!GPU_FACT(MIG_MODE)->has)
        return NVML_ERROR_NOT_SUPPORTED;
    if (GPU_FACT(MIG_MODE)->value != 1)
        return NVML_ERROR_NOT_FOUND;
    if (index >= max_mig(call.gpu))
        return NVML_ERROR_INVALID_ARGUMENT;
    if (index >= MAX_MIG || !call.gpu->migs[index].present)
        return NVML_ERROR_NOT_FOUND;
    *mig = handle_of_mig(call.number, (int)index);
    return NVML_SUCCESS;
}

static nvmlReturn_t give_id(const struct mig *mig, unsigned int id, unsigned int *value)
{
    if (!value)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!mig)
        return NVML_ERROR_NOT_SUPPORTED;
    *value = id;
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetGpuInstanceId(nvmlDevice_t device, unsigned int *id)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    return give_id(call.mig, call.mig ? call.mig->gi : 0, id);
}

nvmlReturn_t nvmlDeviceGetComputeInstanceId(nvmlDevice_t device, unsigned int *id)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    return give_id(call.mig, call.mig ? call.mig->ci : 0, id);
}

nvmlReturn_t nvmlDeviceGetDeviceHandleFromMigDeviceHandle(nvmlDevice_t mig, nvmlDevice_t *device)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, mig);
    if (!device || !call.mig)
        return NVML_ERROR_INVALID_ARGUMENT;
    *device = handle_of_gpu(call.number);
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceIsMigDeviceHandle(nvmlDevice_t device, unsigned int *isMig)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    if (!isMig)
        return NVML_ERROR_INVALID_ARGUMENT;
    *isMig = call.mig != NULL;
    return NVML_SUCCESS;
}

static nvmlReturn_t attributes_of(const struct mig *mig, nvmlDeviceAttributes_t *attributes, size_t size)
{
    if (!attributes)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!mig)
        return NVML_ERROR_NOT_SUPPORTED;
    const nvmlDeviceAttributes_t full = {mig->sm, mig->copy_engines, mig->decoders, mig->encoders, mig->jpegs,
                                         mig->ofas, mig->slices, mig->compute_slices, mig->memory_mib};
    memcpy(attributes, &full, size);
    return NVML_SUCCESS;
}

/* The first version ended before the slice counts. */
nvmlReturn_t nvmlDeviceGetAttributes(nvmlDevice_t device, nvmlDeviceAttributes_t *attributes)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    return attributes_of(call.mig, attributes, offsetof(nvmlDeviceAttributes_t, gpuInstanceSliceCount));
}

nvmlReturn_t nvmlDeviceGetAttributes_v2(nvmlDevice_t device, nvmlDeviceAttributes_t *attributes)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    return attributes_of(call.mig, attributes, sizeof *attributes);
}
