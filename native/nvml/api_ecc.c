#include "call.h"

nvmlReturn_t nvmlDeviceGetEccMode(nvmlDevice_t device, nvmlEnableState_t *current, nvmlEnableState_t *pending)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!current || !pending)
        return NVML_ERROR_INVALID_ARGUMENT;
    nvmlReturn_t status = give_u32(GPU_FACT(ECC_MODE), current);
    if (status == NVML_SUCCESS)
        *pending = GPU_FACT(ECC_PENDING)->has ? (unsigned int)GPU_FACT(ECC_PENDING)->value : *current;
    return status;
}

/* Since Ampere a GPU counts DRAM and SRAM; other places only where the scenario names them. */
static struct fact counter(const struct gpu *gpu, unsigned int type, unsigned int kind, unsigned int location)
{
    struct fact fact = gpu->facts[GPU_ECC + (type * 2 + kind) * ECC_LOCATIONS + location];
    if (!fact.has && (location == NVML_MEMORY_LOCATION_DRAM || location == NVML_MEMORY_LOCATION_SRAM))
        fact = (struct fact){true, 0};
    return fact;
}

static struct fact total(const struct gpu *gpu, unsigned int type, unsigned int kind)
{
    struct fact sum = gpu->facts[GPU_ECC + (type * 2 + kind) * ECC_LOCATIONS + ECC_TOTAL];
    if (sum.has)
        return sum;
    sum.has = true;
    for (unsigned int i = 0; i < NVML_MEMORY_LOCATION_COUNT; i++)
        sum.value += counter(gpu, type, kind, i).value;
    return sum;
}

nvmlReturn_t nvmlDeviceGetTotalEccErrors(nvmlDevice_t device, nvmlMemoryErrorType_t type,
                                         nvmlEccCounterType_t kind, unsigned long long *count)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!count || type >= NVML_MEMORY_ERROR_TYPE_COUNT || kind >= NVML_ECC_COUNTER_TYPE_COUNT)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (GPU_FACT(ECC_MODE)->value != 1)
        return NVML_ERROR_NOT_SUPPORTED;
    struct fact sum = total(call.gpu, type, kind);
    return give_u64(&sum, count);
}

nvmlReturn_t nvmlDeviceGetMemoryErrorCounter(nvmlDevice_t device, nvmlMemoryErrorType_t type,
                                             nvmlEccCounterType_t kind, nvmlMemoryLocation_t location,
                                             unsigned long long *count)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!count || type >= NVML_MEMORY_ERROR_TYPE_COUNT || kind >= NVML_ECC_COUNTER_TYPE_COUNT ||
        location >= NVML_MEMORY_LOCATION_COUNT)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (GPU_FACT(ECC_MODE)->value != 1)
        return NVML_ERROR_NOT_SUPPORTED;
    struct fact fact = counter(call.gpu, type, kind, location);
    return give_u64(&fact, count);
}

#if LIBRARY_BRANCH >= 550
nvmlReturn_t nvmlDeviceGetSramEccErrorStatus(nvmlDevice_t device, nvmlEccSramErrorStatus_v1_t *status)
{
    BEGIN_GPU(550, device);
    if (!status)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (status->version != NVML_VERSION_TAG(nvmlEccSramErrorStatus_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    if (GPU_FACT(ECC_MODE)->value != 1 || !GPU_FACT(SRAM_THRESHOLD)->has)
        return NVML_ERROR_NOT_SUPPORTED;
    const struct fact *facts = call.gpu->facts;
    status->aggregateUncParity = (unsigned long long)facts[GPU_SRAM_AGG_PARITY].value;
    status->aggregateUncSecDed = (unsigned long long)facts[GPU_SRAM_AGG_SECDED].value;
    status->aggregateCor = (unsigned long long)facts[GPU_SRAM_AGG_COR].value;
    status->volatileUncParity = (unsigned long long)facts[GPU_SRAM_VOL_PARITY].value;
    status->volatileUncSecDed = (unsigned long long)facts[GPU_SRAM_VOL_SECDED].value;
    status->volatileCor = (unsigned long long)facts[GPU_SRAM_VOL_COR].value;
    status->aggregateUncBucketL2 = (unsigned long long)facts[GPU_SRAM_L2].value;
    status->aggregateUncBucketSm = (unsigned long long)facts[GPU_SRAM_SM].value;
    status->aggregateUncBucketPcie = (unsigned long long)facts[GPU_SRAM_PCIE].value;
    status->aggregateUncBucketMcu = (unsigned long long)facts[GPU_SRAM_MCU].value;
    status->aggregateUncBucketOther = (unsigned long long)facts[GPU_SRAM_OTHER].value;
    status->bThresholdExceeded = (unsigned int)facts[GPU_SRAM_THRESHOLD].value;
    return NVML_SUCCESS;
}
#endif

#if LIBRARY_BRANCH >= 580
/* The scenario has no single addresses, so the list is always empty. */
nvmlReturn_t nvmlDeviceGetSramUniqueUncorrectedEccErrorCounts(
    nvmlDevice_t device, nvmlEccSramUniqueUncorrectedErrorCounts_v1_t *counts)
{
    BEGIN_GPU(580, device);
    if (!counts)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (counts->version != NVML_VERSION_TAG(nvmlEccSramUniqueUncorrectedErrorCounts_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    if (GPU_FACT(ECC_MODE)->value != 1 || !GPU_FACT(SRAM_THRESHOLD)->has)
        return NVML_ERROR_NOT_SUPPORTED;
    counts->entryCount = 0;
    return NVML_SUCCESS;
}
#endif
