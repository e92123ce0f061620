#include "pci.h"

#include <stdio.h>
#include <string.h>

void pci_print(struct bdf bus, unsigned int deviceId, unsigned int subsystemId, nvmlPciInfo_t *pci)
{
    char legacy[32];
    memset(pci, 0, sizeof *pci);
    pci->domain = bus.domain;
    pci->bus = bus.bus;
    pci->device = bus.device;
    pci->pciDeviceId = deviceId;
    pci->pciSubSystemId = subsystemId;
    /* A domain of more than four digits makes the legacy text overrun its field; it is cut there. */
    snprintf(legacy, sizeof legacy, "%04X:%02X:%02X.0", bus.domain, bus.bus, bus.device);
    memcpy(pci->busIdLegacy, legacy, sizeof pci->busIdLegacy - 1);
    snprintf(pci->busId, sizeof pci->busId, "%08X:%02X:%02X.0", bus.domain, bus.bus, bus.device);
}

void pci_copy_legacy(const nvmlPciInfo_t *from, nvmlPciInfo_t *to, size_t size)
{
    memcpy(to, from, size);
}
