#ifndef WAIT_H
#define WAIT_H

#include "call.h"
#include "event_set.h"

/* Waits, with the lock given back meanwhile, until the set has an event or the time is over. */
nvmlReturn_t wait_for_event(struct call *call, const void *handle, bool system, unsigned int timeoutMs,
                            struct event *event);

#endif
