#include "call.h"

static bool belongs(const struct call *call, const struct process *process)
{
    return !call->mig || (process->gi == call->mig->gi && process->ci == call->mig->ci);
}

/* Gives as many as there is room for, and in count how many there are. */
static nvmlReturn_t processes(const struct call *call, unsigned int *count, nvmlProcessInfo_t *infos)
{
    unsigned int room = *count;
    *count = 0;
    for (int i = 0; i < call->gpu->process_count; i++) {
        const struct process *process = &call->gpu->processes[i];
        if (!belongs(call, process))
            continue;
        if (*count < room)
            infos[*count] = (nvmlProcessInfo_t){process->pid, process->memory_mib << 20, process->gi, process->ci};
        ++*count;
    }
    return *count > room ? NVML_ERROR_INSUFFICIENT_SIZE : NVML_SUCCESS;
}

static bool valid(const unsigned int *count, const void *infos)
{
    return count && (infos || *count == 0);
}

nvmlReturn_t nvmlDeviceGetComputeRunningProcesses(nvmlDevice_t device, unsigned int *count,
                                                  nvmlProcessInfo_v1_t *infos)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    nvmlProcessInfo_t all[MAX_PIDS];
    unsigned int found = MAX_PIDS;
    if (!valid(count, infos))
        return NVML_ERROR_INVALID_ARGUMENT;
    processes(&call, &found, all);
    for (unsigned int i = 0; i < found && i < *count; i++)
        infos[i] = (nvmlProcessInfo_v1_t){all[i].pid, all[i].usedGpuMemory};
    bool fits = found <= *count;
    *count = found;
    return fits ? NVML_SUCCESS : NVML_ERROR_INSUFFICIENT_SIZE;
}

nvmlReturn_t nvmlDeviceGetComputeRunningProcesses_v2(nvmlDevice_t device, unsigned int *count,
                                                     nvmlProcessInfo_t *infos)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    return valid(count, infos) ? processes(&call, count, infos) : NVML_ERROR_INVALID_ARGUMENT;
}

#if LIBRARY_BRANCH >= 510
nvmlReturn_t nvmlDeviceGetComputeRunningProcesses_v3(nvmlDevice_t device, unsigned int *count,
                                                     nvmlProcessInfo_t *infos)
{
    BEGIN_GPU_OR_MIG(510, device);
    return valid(count, infos) ? processes(&call, count, infos) : NVML_ERROR_INVALID_ARGUMENT;
}
#endif
