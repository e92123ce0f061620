#include "call.h"

#include <string.h>

#if LIBRARY_BRANCH >= 525
nvmlReturn_t nvmlDeviceGetGpuFabricInfo(nvmlDevice_t device, nvmlGpuFabricInfo_t *info)
{
    BEGIN_GPU(525, device);
    if (!info)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!GPU_FACT(FABRIC_STATE)->has)
        return NVML_ERROR_NOT_SUPPORTED;
    memset(info, 0, sizeof *info);
    memcpy(info->clusterUuid, call.gpu->cluster_uuid, sizeof info->clusterUuid);
    info->state = (unsigned char)GPU_FACT(FABRIC_STATE)->value;
    info->status = (nvmlReturn_t)GPU_FACT(FABRIC_STATUS)->value;
    info->cliqueId = (unsigned int)GPU_FACT(FABRIC_CLIQUE)->value;
    return NVML_SUCCESS;
}
#endif

#if LIBRARY_BRANCH >= 550
nvmlReturn_t nvmlDeviceGetGpuFabricInfoV(nvmlDevice_t device, nvmlGpuFabricInfo_v3_t *info)
{
    BEGIN_GPU(550, device);
    if (!info)
        return NVML_ERROR_INVALID_ARGUMENT;
    bool v3 = info->version == NVML_VERSION_TAG(nvmlGpuFabricInfo_v3_t, 3) && call.scenario->branch >= 580;
    if (!v3 && info->version != NVML_VERSION_TAG(nvmlGpuFabricInfo_v2_t, 2))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    if (!GPU_FACT(FABRIC_STATE)->has)
        return NVML_ERROR_NOT_SUPPORTED;
    memcpy(info->clusterUuid, call.gpu->cluster_uuid, sizeof info->clusterUuid);
    info->state = (unsigned char)GPU_FACT(FABRIC_STATE)->value;
    info->status = (nvmlReturn_t)GPU_FACT(FABRIC_STATUS)->value;
    info->cliqueId = (unsigned int)GPU_FACT(FABRIC_CLIQUE)->value;
    info->healthMask = (unsigned int)GPU_FACT(FABRIC_HEALTH)->value;
    if (v3)
        info->healthSummary = (unsigned char)GPU_FACT(FABRIC_SUMMARY)->value;
    return NVML_SUCCESS;
}
#endif

#if LIBRARY_BRANCH >= 545
/* Despite its name the structure has no version field. */
nvmlReturn_t nvmlDeviceGetC2cModeInfoV(nvmlDevice_t device, nvmlC2cModeInfo_v1_t *info)
{
    BEGIN_GPU(545, device);
    return give_u32(GPU_FACT(C2C_MODE), info ? &info->isC2cEnabled : NULL);
}
#endif
