#include "call.h"

#include <string.h>

static nvmlReturn_t find_profile(const struct gpu *gpu, unsigned int index, const void *info,
                                 const struct mig_profile **profile)
{
    if (!info || index >= NVML_GPU_INSTANCE_PROFILE_COUNT)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!gpu->facts[GPU_MIG_MODE].has || !gpu->profiles[index].present)
        return NVML_ERROR_NOT_SUPPORTED;
    *profile = &gpu->profiles[index];
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetGpuInstanceProfileInfo(nvmlDevice_t device, unsigned int profile,
                                                 nvmlGpuInstanceProfileInfo_t *info)
{
    BEGIN_GPU(ANY_BRANCH, device);
    const struct mig_profile *p;
    nvmlReturn_t status = find_profile(call.gpu, profile, info, &p);
    if (status == NVML_SUCCESS)
        *info = (nvmlGpuInstanceProfileInfo_t){p->id, p->p2p, p->slices, p->instances, p->sm, p->copy_engines,
                                               p->decoders, p->encoders, p->jpegs, p->ofas, p->memory_mib};
    return status;
}

#if LIBRARY_BRANCH >= 510
static void fill_v2(const struct mig_profile *p, nvmlGpuInstanceProfileInfo_v2_t *info)
{
    *info = (nvmlGpuInstanceProfileInfo_v2_t){info->version, p->id, p->p2p, p->slices, p->instances, p->sm,
                                              p->copy_engines, p->decoders, p->encoders, p->jpegs, p->ofas,
                                              p->memory_mib, ""};
    text_copy(info->name, sizeof info->name, p->name);
}

static void fill_v3(const struct mig_profile *p, nvmlGpuInstanceProfileInfo_v3_t *info)
{
    *info = (nvmlGpuInstanceProfileInfo_v3_t){info->version, p->id, p->slices, p->instances, p->sm,
                                              p->copy_engines, p->decoders, p->encoders, p->jpegs, p->ofas,
                                              p->memory_mib, "", p->p2p};
    text_copy(info->name, sizeof info->name, p->name);
}

nvmlReturn_t nvmlDeviceGetGpuInstanceProfileInfoV(nvmlDevice_t device, unsigned int profile,
                                                  nvmlGpuInstanceProfileInfo_v2_t *info)
{
    BEGIN_GPU(510, device);
    const struct mig_profile *found;
    if (!info)
        return NVML_ERROR_INVALID_ARGUMENT;
    bool v2 = info->version == NVML_VERSION_TAG(nvmlGpuInstanceProfileInfo_v2_t, 2);
    bool v3 = info->version == NVML_VERSION_TAG(nvmlGpuInstanceProfileInfo_v3_t, 3) && call.scenario->branch >= 545;
    if (!v2 && !v3)
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    nvmlReturn_t status = find_profile(call.gpu, profile, info, &found);
    if (status == NVML_SUCCESS && v2)
        fill_v2(found, info);
    else if (status == NVML_SUCCESS)
        fill_v3(found, (nvmlGpuInstanceProfileInfo_v3_t *)info);
    return status;
}
#endif
