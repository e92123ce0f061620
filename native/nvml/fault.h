#ifndef FAULT_H
#define FAULT_H

#include "call.h"

/* Faults of a function: with a GPU number also those of that GPU, else only those of all GPUs.
 * Waits of a fault happen without the lock. "always": the library need not be initialised. */
nvmlReturn_t fault_apply(struct call *call, const char *function, int gpu, bool always);

/* Only the faults bound to that one GPU: those of all GPUs were applied when the call began. */
nvmlReturn_t fault_apply_gpu(struct call *call, const char *function, int gpu);

#endif
