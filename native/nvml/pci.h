#ifndef PCI_H
#define PCI_H

#include "nvml_abi.h"
#include "text.h"

void pci_print(struct bdf bus, unsigned int deviceId, unsigned int subsystemId, nvmlPciInfo_t *pci);

/* The part of the structure that the callers of the first two versions of these functions own. */
enum { PCI_INFO_V1_SIZE = 32, PCI_INFO_V2_SIZE = 36 };
void pci_copy_legacy(const nvmlPciInfo_t *from, nvmlPciInfo_t *to, size_t size);

#endif
