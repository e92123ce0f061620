#include "handle.h"

#include "scenario.h"

#include <stdint.h>

/* Handles are only addresses in this table: nothing behind them is read, so any pointer may be asked about. */
struct nvmlDevice_st {
    char unused[16];
};

enum { PER_GPU = 1 + MAX_MIG };

static struct nvmlDevice_st table[MAX_GPUS * PER_GPU];

nvmlDevice_t handle_of_gpu(int gpu)
{
    return &table[gpu * PER_GPU];
}

nvmlDevice_t handle_of_mig(int gpu, int mig)
{
    return &table[gpu * PER_GPU + 1 + mig];
}

bool handle_find(nvmlDevice_t handle, int *gpu, int *mig)
{
    uintptr_t offset = (uintptr_t)handle - (uintptr_t)table;
    if (offset >= sizeof table || offset % sizeof table[0] != 0)
        return false;
    int index = (int)(offset / sizeof table[0]);
    *gpu = index / PER_GPU;
    *mig = index % PER_GPU - 1;
    return true;
}
