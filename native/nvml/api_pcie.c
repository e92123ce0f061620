#include "call.h"

GPU_NUMBER(nvmlDeviceGetCurrPcieLinkGeneration, ANY_BRANCH, PCIE_GEN)
GPU_NUMBER(nvmlDeviceGetCurrPcieLinkWidth, ANY_BRANCH, PCIE_WIDTH)
GPU_NUMBER(nvmlDeviceGetMaxPcieLinkGeneration, ANY_BRANCH, PCIE_MAX_GEN)
GPU_NUMBER(nvmlDeviceGetMaxPcieLinkWidth, ANY_BRANCH, PCIE_MAX_WIDTH)
GPU_NUMBER(nvmlDeviceGetPcieReplayCounter, ANY_BRANCH, PCIE_REPLAY)

#if LIBRARY_BRANCH >= 525
GPU_NUMBER(nvmlDeviceGetGpuMaxPcieLinkGeneration, 525, PCIE_GPU_MAX_GEN)
#endif

#if LIBRARY_BRANCH >= 515
nvmlReturn_t nvmlDeviceGetPcieSpeed(nvmlDevice_t device, unsigned int *speed)
{
    static const unsigned int per_generation[] = {0, 2500, 5000, 8000, 16000, 32000, 64000};
    BEGIN_GPU(515, device);
    struct fact fact = *GPU_FACT(PCIE_SPEED);
    long long generation = GPU_FACT(PCIE_GEN)->value;
    if (!fact.has && generation >= 1 && generation <= 6)
        fact = (struct fact){true, per_generation[generation]};
    return give_u32(&fact, speed);
}
#endif
