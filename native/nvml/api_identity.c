#include "call.h"
#include "pci.h"

#include <stdio.h>

static const unsigned long long MIB = 1ULL << 20;

nvmlReturn_t nvmlDeviceGetUUID(nvmlDevice_t device, char *uuid, unsigned int length)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    return give_text(call.mig ? call.mig->uuid : call.gpu->uuid, uuid, length);
}

nvmlReturn_t nvmlDeviceGetName(nvmlDevice_t device, char *name, unsigned int length)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    char text[160];
    snprintf(text, sizeof text, "%s%s%s", call.gpu->name, call.mig ? " MIG " : "", call.mig ? call.mig->profile : "");
    return give_text(text, name, length);
}

nvmlReturn_t nvmlDeviceGetSerial(nvmlDevice_t device, char *serial, unsigned int length)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return give_text(call.gpu->serial, serial, length);
}

static nvmlReturn_t pci_info(const struct gpu *gpu, nvmlPciInfo_t *pci, size_t size)
{
    nvmlPciInfo_t full;
    if (!pci)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!gpu->has_bus)
        return NVML_ERROR_NOT_SUPPORTED;
    pci_print(gpu->bus, gpu->pci_device_id, gpu->pci_subsystem_id, &full);
    pci_copy_legacy(&full, pci, size);
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetPciInfo(nvmlDevice_t device, nvmlPciInfo_t *pci)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return pci_info(call.gpu, pci, PCI_INFO_V1_SIZE);
}

nvmlReturn_t nvmlDeviceGetPciInfo_v2(nvmlDevice_t device, nvmlPciInfo_t *pci)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return pci_info(call.gpu, pci, PCI_INFO_V2_SIZE);
}

nvmlReturn_t nvmlDeviceGetPciInfo_v3(nvmlDevice_t device, nvmlPciInfo_t *pci)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return pci_info(call.gpu, pci, sizeof *pci);
}

GPU_NUMBER(nvmlDeviceGetMinorNumber, ANY_BRANCH, MINOR)
GPU_NUMBER(nvmlDeviceGetPersistenceMode, ANY_BRANCH, PERSISTENCE)

static bool memory(const struct call *call, nvmlMemory_v2_t *sizes)
{
    const struct fact *facts = call->gpu->facts;
    bool whole = !call->mig;
    if (whole && !facts[GPU_MEMORY_MIB].has)
        return false;
    sizes->total = MIB * (whole ? (unsigned long long)facts[GPU_MEMORY_MIB].value : call->mig->memory_mib);
    sizes->reserved = whole ? MIB * (unsigned long long)facts[GPU_MEMORY_RESERVED_MIB].value : 0;
    sizes->used = whole ? MIB * (unsigned long long)facts[GPU_MEMORY_USED_MIB].value : 0;
    sizes->free = sizes->total - sizes->reserved - sizes->used;
    return true;
}

nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *info)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    nvmlMemory_v2_t sizes;
    if (!info)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!memory(&call, &sizes))
        return NVML_ERROR_NOT_SUPPORTED;
    *info = (nvmlMemory_t){sizes.total, sizes.free, sizes.used + sizes.reserved};
    return NVML_SUCCESS;
}

#if LIBRARY_BRANCH >= 510
nvmlReturn_t nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t device, nvmlMemory_v2_t *info)
{
    BEGIN_GPU_OR_MIG(510, device);
    if (!info)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (info->version != NVML_VERSION_TAG(nvmlMemory_v2_t, 2))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    return memory(&call, info) ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}
#endif

nvmlReturn_t nvmlDeviceGetBrand(nvmlDevice_t device, nvmlBrandType_t *brand)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return give_u32(GPU_FACT(BRAND), brand);
}

nvmlReturn_t nvmlDeviceGetCudaComputeCapability(nvmlDevice_t device, int *major, int *minor)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    if (!major || !minor)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!call.gpu->capability_major)
        return NVML_ERROR_NOT_SUPPORTED;
    *major = call.gpu->capability_major;
    *minor = call.gpu->capability_minor;
    return NVML_SUCCESS;
}

static unsigned int architecture(int major, int minor)
{
    switch (major) {
    case 7: return minor >= 5 ? 6 : 5;
    case 8: return minor >= 9 ? 8 : 7;
    case 9: return 9;
    case 10:
    case 11:
    case 12: return 10;
    default: return 0xFFFFFFFFu;
    }
}

nvmlReturn_t nvmlDeviceGetArchitecture(nvmlDevice_t device, nvmlDeviceArchitecture_t *value)
{
    BEGIN_GPU_OR_MIG(ANY_BRANCH, device);
    struct fact fact = *GPU_FACT(ARCHITECTURE);
    if (!fact.has && call.gpu->capability_major)
        fact = (struct fact){true, architecture(call.gpu->capability_major, call.gpu->capability_minor)};
    return give_u32(&fact, value);
}
