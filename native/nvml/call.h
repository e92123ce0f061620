#ifndef CALL_H
#define CALL_H

#include "nvml_api.h"
#include "scenario.h"

/* Symbols newer than this driver branch are left out of the library. */
#ifndef LIBRARY_BRANCH
#define LIBRARY_BRANCH 999
#endif

enum { ANY_BRANCH = 0 };

enum call_target {
    CALL_LIBRARY,    /* no device */
    CALL_ALWAYS,     /* no device, allowed before initialisation */
    CALL_GPU,        /* a GPU handle */
    CALL_GPU_OR_MIG, /* a GPU or MIG handle */
};

/* One API call: holds the lock from call_begin to call_end. */
struct call {
    bool locked;
    const struct scenario *scenario;
    int number;
    const struct gpu *gpu;
    int mig_index;
    const struct mig *mig;
};

nvmlReturn_t call_begin(struct call *call, const char *function, int branch, enum call_target target,
                        nvmlDevice_t device);
void call_end(struct call *call);

/* For functions that name a GPU by something else than its handle: its faults apply. */
nvmlReturn_t call_faults(struct call *call, const char *function, int gpu);

/* Gives other threads a turn inside a long call; afterwards call->scenario is fresh. */
nvmlReturn_t call_pause(struct call *call, int milliseconds);

#define BEGIN_(branch, target, device)                                                      \
    struct call call __attribute__((cleanup(call_end))) = {0};                              \
    do {                                                                                    \
        nvmlReturn_t begin_ = call_begin(&call, __func__, (branch), (target), (device));    \
        if (begin_ != NVML_SUCCESS)                                                         \
            return begin_;                                                                  \
    } while (0)

#define BEGIN(branch) BEGIN_(branch, CALL_LIBRARY, NULL)
#define BEGIN_ALWAYS(branch) BEGIN_(branch, CALL_ALWAYS, NULL)
#define BEGIN_GPU(branch, device) BEGIN_(branch, CALL_GPU, device)
#define BEGIN_GPU_OR_MIG(branch, device) BEGIN_(branch, CALL_GPU_OR_MIG, device)

#define GPU_FACT(id) (&call.gpu->facts[GPU_##id])

nvmlReturn_t give_text(const char *text, char *buffer, unsigned int length);
nvmlReturn_t give_u32(const struct fact *fact, unsigned int *value);
nvmlReturn_t give_u64(const struct fact *fact, unsigned long long *value);

/* A function that gives one number of a GPU. */
#define GPU_NUMBER(function, branch, id)                            \
    nvmlReturn_t function(nvmlDevice_t device, unsigned int *value) \
    {                                                               \
        BEGIN_GPU(branch, device);                                  \
        return give_u32(GPU_FACT(id), value);                       \
    }

#endif
