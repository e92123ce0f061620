#ifndef HANDLE_H
#define HANDLE_H

#include "nvml_abi.h"

#include <stdbool.h>

enum { NO_MIG = -1 };

/* A handle stands for the number of a [gpu N] section, so it outlives the section. */
nvmlDevice_t handle_of_gpu(int gpu);
nvmlDevice_t handle_of_mig(int gpu, int mig);
bool handle_find(nvmlDevice_t handle, int *gpu, int *mig);

#endif
