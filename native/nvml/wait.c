#include "wait.h"

#include "event.h"
#include "library.h"

enum { POLL_MS = 5 };

nvmlReturn_t wait_for_event(struct call *call, const void *handle, bool system, unsigned int timeoutMs,
                            struct event *event)
{
    long long end = library_now_ms() + timeoutMs;
    for (;;) {
        struct event_set *set = event_set_find(handle, system);
        if (!set)
            return NVML_ERROR_INVALID_ARGUMENT;
        if (event_set_take(set, event))
            return NVML_SUCCESS;
        long long left = end - library_now_ms();
        if (left <= 0)
            return NVML_ERROR_TIMEOUT;
        nvmlReturn_t status = call_pause(call, left < POLL_MS ? (int)left : POLL_MS);
        if (status != NVML_SUCCESS)
            return status;
    }
}
