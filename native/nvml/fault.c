#include "fault.h"

#include "library.h"
#include "store.h"

#include <ctype.h>
#include <string.h>

enum { HANG_POLL_MS = 5 };

struct effect {
    nvmlReturn_t error;
    int delay_ms;
    bool hang;
};

static size_t base_length(const char *function)
{
    size_t length = strlen(function);
    if (length > 3 && isdigit((unsigned char)function[length - 1]) && function[length - 2] == 'v' &&
        function[length - 3] == '_')
        return length - 3;
    return length;
}

/* A fault without a version suffix means every version of the function. */
static bool names(const struct fault *fault, const char *function)
{
    if (strcmp(fault->function, "*") == 0 || strcmp(fault->function, function) == 0)
        return true;
    return strlen(fault->function) == base_length(function) &&
           strncmp(fault->function, function, base_length(function)) == 0;
}

static bool applies(const struct fault *fault, const char *function, int gpu, bool only_gpu)
{
    bool right_gpu = (fault->gpu == ALL_GPUS && !only_gpu) || (fault->gpu == gpu && gpu != ALL_GPUS);
    return right_gpu && names(fault, function);
}

static bool still_hangs(const char *function, int gpu, bool only_gpu)
{
    const struct scenario *scenario = store_current();
    for (int i = 0; scenario && i < scenario->fault_count; i++)
        if (scenario->faults[i].hang && applies(&scenario->faults[i], function, gpu, only_gpu))
            return true;
    return false;
}

static struct effect count(struct scenario *scenario, const char *function, int gpu, bool only_gpu)
{
    struct effect effect = {0};
    for (int i = 0; i < scenario->fault_count; i++) {
        struct fault *fault = &scenario->faults[i];
        if (!applies(fault, function, gpu, only_gpu))
            continue;
        fault->calls++;
        if (fault->calls < fault->after || (fault->times && fault->calls >= fault->after + fault->times))
            continue;
        effect.delay_ms += fault->delay_ms;
        effect.hang |= fault->hang;
        if (effect.error == NVML_SUCCESS)
            effect.error = fault->error;
    }
    return effect;
}

static void sleep_unlocked(int milliseconds)
{
    library_unlock();
    library_sleep(milliseconds);
    library_lock();
}

static nvmlReturn_t apply(struct call *call, const char *function, int gpu, bool only_gpu, bool always)
{
    struct effect effect = count(store_current(), function, gpu, only_gpu);
    if (effect.delay_ms)
        sleep_unlocked(effect.delay_ms);
    while (effect.hang && still_hangs(function, gpu, only_gpu))
        sleep_unlocked(HANG_POLL_MS);
    call->scenario = store_current();
    if (!call->scenario)
        return NVML_ERROR_DRIVER_NOT_LOADED;
    if (!library_is_initialized() && !always)
        return NVML_ERROR_UNINITIALIZED;
    return effect.error;
}

nvmlReturn_t fault_apply(struct call *call, const char *function, int gpu, bool always)
{
    return apply(call, function, gpu, false, always);
}

nvmlReturn_t fault_apply_gpu(struct call *call, const char *function, int gpu)
{
    return apply(call, function, gpu, true, false);
}
