#include "call.h"
#include "nvlink.h"
#include "pci.h"

#include <string.h>

static nvmlReturn_t link_number(const struct call *call, unsigned int index, enum link_fact id, unsigned int *value)
{
    const struct link *link;
    if (!value)
        return NVML_ERROR_INVALID_ARGUMENT;
    nvmlReturn_t status = nvlink_find(call->gpu, index, &link);
    if (status != NVML_SUCCESS)
        return status;
    struct fact fact = nvlink_fact(link, id);
    return give_u32(&fact, value);
}

nvmlReturn_t nvmlDeviceGetNvLinkState(nvmlDevice_t device, unsigned int link, nvmlEnableState_t *active)
{
    BEGIN_GPU(ANY_BRANCH, device);
    nvmlReturn_t status = link_number(&call, link, LINK_STATE, active);
    if (status == NVML_SUCCESS)
        *active = *active != LINK_DOWN;
    return status;
}

nvmlReturn_t nvmlDeviceGetNvLinkVersion(nvmlDevice_t device, unsigned int link, unsigned int *version)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return link_number(&call, link, LINK_VERSION, version);
}

nvmlReturn_t nvmlDeviceGetNvLinkCapability(nvmlDevice_t device, unsigned int link,
                                           nvmlNvLinkCapability_t capability, unsigned int *result)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (capability >= NVML_NVLINK_CAP_COUNT)
        return NVML_ERROR_INVALID_ARGUMENT;
    return link_number(&call, link, LINK_CAP_P2P + capability, result);
}

static nvmlReturn_t remote_pci(const struct call *call, unsigned int index, nvmlPciInfo_t *pci, size_t size)
{
    const struct link *link;
    nvmlPciInfo_t full;
    if (!pci)
        return NVML_ERROR_INVALID_ARGUMENT;
    nvmlReturn_t status = nvlink_find(call->gpu, index, &link);
    if (status != NVML_SUCCESS)
        return status;
    if (nvlink_is_down(link) || link->facts[LINK_REMOTE].value == REMOTE_NONE ||
        !link->has_remote_bus)
        return NVML_ERROR_NOT_SUPPORTED;
    pci_print(link->remote_bus, (unsigned int)link->facts[LINK_REMOTE_DEVICE_ID].value, 0, &full);
    pci_copy_legacy(&full, pci, size);
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetNvLinkRemotePciInfo(nvmlDevice_t device, unsigned int link, nvmlPciInfo_t *pci)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return remote_pci(&call, link, pci, PCI_INFO_V2_SIZE);
}

nvmlReturn_t nvmlDeviceGetNvLinkRemotePciInfo_v2(nvmlDevice_t device, unsigned int link, nvmlPciInfo_t *pci)
{
    BEGIN_GPU(ANY_BRANCH, device);
    return remote_pci(&call, link, pci, sizeof *pci);
}

nvmlReturn_t nvmlDeviceGetNvLinkRemoteDeviceType(nvmlDevice_t device, unsigned int link,
                                                 nvmlIntNvLinkDeviceType_t *type)
{
    BEGIN_GPU(470, device);
    unsigned int value;
    if (!type)
        return NVML_ERROR_INVALID_ARGUMENT;
    nvmlReturn_t status = link_number(&call, link, LINK_REMOTE, &value);
    if (status != NVML_SUCCESS || value == (unsigned int)REMOTE_NONE)
        return status != NVML_SUCCESS ? status : NVML_ERROR_NOT_SUPPORTED;
    *type = value;
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetNvLinkErrorCounter(nvmlDevice_t device, unsigned int link,
                                             nvmlNvLinkErrorCounter_t counter, unsigned long long *value)
{
    BEGIN_GPU(ANY_BRANCH, device);
    const struct link *found;
    if (!value || counter >= NVML_NVLINK_ERROR_COUNT)
        return NVML_ERROR_INVALID_ARGUMENT;
    nvmlReturn_t status = nvlink_find(call.gpu, link, &found);
    if (status != NVML_SUCCESS)
        return status;
    struct fact fact = nvlink_fact(found, LINK_REPLAY + counter);
    return give_u64(&fact, value);
}

#if LIBRARY_BRANCH >= 580
nvmlReturn_t nvmlDeviceGetNvLinkInfo(nvmlDevice_t device, nvmlNvLinkInfo_v2_t *info)
{
    BEGIN_GPU(580, device);
    if (!info)
        return NVML_ERROR_INVALID_ARGUMENT;
    bool v2 = info->version == NVML_VERSION_TAG(nvmlNvLinkInfo_v2_t, 2);
    if (!v2 && info->version != NVML_VERSION_TAG(nvmlNvLinkInfo_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    if (!GPU_FACT(NVLINK_COUNT)->has)
        return NVML_ERROR_NOT_SUPPORTED;
    info->isNvleEnabled = (unsigned int)GPU_FACT(NVLINK_ENCRYPTED)->value;
    if (v2) {
        memset(info->firmwareVersion, 0, sizeof info->firmwareVersion);
        info->numValidEntries = 0;
    }
    return NVML_SUCCESS;
}
#endif
