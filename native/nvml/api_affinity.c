#include "call.h"
#include "handle.h"

static nvmlReturn_t give_mask(const struct mask *mask, unsigned int words, unsigned long *set,
                              nvmlAffinityScope_t scope)
{
    if (!set || words == 0 || scope > NVML_AFFINITY_SCOPE_SOCKET)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!mask->has)
        return NVML_ERROR_NOT_SUPPORTED;
    for (unsigned int i = 0; i < words; i++)
        set[i] = i < MASK_WORDS ? mask->words[i] : 0;
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetCpuAffinity(nvmlDevice_t device, unsigned int words, unsigned long *set)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    return give_mask(&call.gpu->cpus, words, set, NVML_AFFINITY_SCOPE_NODE);
}

nvmlReturn_t nvmlDeviceGetCpuAffinityWithinScope(nvmlDevice_t device, unsigned int words, unsigned long *set,
                                                 nvmlAffinityScope_t scope)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    return give_mask(&call.gpu->cpus, words, set, scope);
}

nvmlReturn_t nvmlDeviceGetMemoryAffinity(nvmlDevice_t device, unsigned int words, unsigned long *set,
                                         nvmlAffinityScope_t scope)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    return give_mask(&call.gpu->nodes, words, set, scope);
}

nvmlReturn_t nvmlDeviceGetTopologyCommonAncestor(nvmlDevice_t first, nvmlDevice_t second,
                                                 nvmlGpuTopologyLevel_t *level)
{
    BEGIN_GPU(ANY_BRANCH, first);
    int other, mig;
    if (!level || !handle_find(second, &other, &mig) || mig != NO_MIG)
        return NVML_ERROR_INVALID_ARGUMENT;
    const struct gpu *gpu = &call.scenario->gpus[other];
    if (!gpu->present || gpu->facts[GPU_LOST].value)
        return NVML_ERROR_GPU_IS_LOST;
    *level = other == call.number ? 0 : call.scenario->topology_default;
    for (int i = 0; i < call.scenario->pair_count; i++) {
        const struct pair *pair = &call.scenario->pairs[i];
        if ((pair->first == call.number && pair->second == other) ||
            (pair->second == call.number && pair->first == other))
            *level = pair->level;
    }
    return NVML_SUCCESS;
}

#if LIBRARY_BRANCH >= 550
GPU_NUMBER(nvmlDeviceGetNumaNodeId, 550, NUMA_NODE)
#endif
