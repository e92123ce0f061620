#include "call.h"

static bool has_mig_instances(const struct gpu *gpu)
{
    for (int i = 0; i < MAX_MIG; i++)
        if (gpu->facts[GPU_MIG_MODE].value == 1 && gpu->migs[i].present)
            return true;
    return false;
}

nvmlReturn_t nvmlDeviceGetRemappedRows(nvmlDevice_t device, unsigned int *corrected, unsigned int *uncorrected,
                                       unsigned int *pending, unsigned int *failed)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!corrected || !uncorrected || !pending || !failed)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!GPU_FACT(REMAP_COR)->has || has_mig_instances(call.gpu))
        return NVML_ERROR_NOT_SUPPORTED;
    *corrected = (unsigned int)GPU_FACT(REMAP_COR)->value;
    *uncorrected = (unsigned int)GPU_FACT(REMAP_UNC)->value;
    *pending = (unsigned int)GPU_FACT(REMAP_PENDING)->value;
    *failed = (unsigned int)GPU_FACT(REMAP_FAILED)->value;
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetRowRemapperHistogram(nvmlDevice_t device, nvmlRowRemapperHistogramValues_t *values)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!values)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!GPU_FACT(HISTOGRAM_MAX)->has)
        return NVML_ERROR_NOT_SUPPORTED;
    values->max = (unsigned int)GPU_FACT(HISTOGRAM_MAX)->value;
    values->high = (unsigned int)GPU_FACT(HISTOGRAM_HIGH)->value;
    values->partial = (unsigned int)GPU_FACT(HISTOGRAM_PARTIAL)->value;
    values->low = (unsigned int)GPU_FACT(HISTOGRAM_LOW)->value;
    values->none = (unsigned int)GPU_FACT(HISTOGRAM_NONE)->value;
    return NVML_SUCCESS;
}

static nvmlReturn_t retired_pages(const struct gpu *gpu, nvmlPageRetirementCause_t cause, unsigned int *count,
                                  unsigned long long *addresses, unsigned long long *timestamps)
{
    if (!count || cause >= NVML_PAGE_RETIREMENT_CAUSE_COUNT)
        return NVML_ERROR_INVALID_ARGUMENT;
    const struct retired_pages *retired = &gpu->retired[cause];
    if (!retired->has)
        return NVML_ERROR_NOT_SUPPORTED;
    unsigned int room = *count;
    *count = (unsigned int)retired->count;
    if (room < *count)
        return NVML_ERROR_INSUFFICIENT_SIZE;
    if (!addresses && *count)
        return NVML_ERROR_INVALID_ARGUMENT;
    for (int i = 0; i < retired->count; i++) {
        addresses[i] = retired->pages[i].address;
        if (timestamps)
            timestamps[i] = retired->pages[i].timestamp;
    }
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetRetiredPages(nvmlDevice_t device, nvmlPageRetirementCause_t cause, unsigned int *count,
                                       unsigned long long *addresses)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return retired_pages(call.gpu, cause, count, addresses, NULL);
}

nvmlReturn_t nvmlDeviceGetRetiredPages_v2(nvmlDevice_t device, nvmlPageRetirementCause_t cause,
                                          unsigned int *count, unsigned long long *addresses,
                                          unsigned long long *timestamps)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return retired_pages(call.gpu, cause, count, addresses, timestamps);
}

GPU_NUMBER(nvmlDeviceGetRetiredPagesPendingStatus, ANY_BRANCH, RETIRED_PENDING)

#if LIBRARY_BRANCH >= 580
nvmlReturn_t nvmlDeviceGetRepairStatus(nvmlDevice_t device, nvmlRepairStatus_v1_t *status)
{
    BEGIN_GPU(580, device);
    if (!status)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (status->version != NVML_VERSION_TAG(nvmlRepairStatus_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    if (!GPU_FACT(REPAIR_CHANNEL)->has)
        return NVML_ERROR_NOT_SUPPORTED;
    status->bChannelRepairPending = (unsigned int)GPU_FACT(REPAIR_CHANNEL)->value;
    status->bTpcRepairPending = (unsigned int)GPU_FACT(REPAIR_TPC)->value;
    return NVML_SUCCESS;
}
#endif

#if LIBRARY_BRANCH >= 590
/* No version field here either. */
nvmlReturn_t nvmlDeviceGetUnrepairableMemoryFlag_v1(nvmlDevice_t device, nvmlUnrepairableMemoryStatus_v1_t *status)
{
    BEGIN_GPU(590, device);
    return give_u32(GPU_FACT(UNREPAIRABLE), status ? &status->bUnrepairableMemory : NULL);
}
#endif
