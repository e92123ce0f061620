#ifndef EVENT_SET_H
#define EVENT_SET_H

#include "scenario.h"

/* Event sets, of devices and of the system alike. All need the lock. */
struct event_set;

struct event_set *event_set_create(bool system);
struct event_set *event_set_find(const void *handle, bool system);
void event_set_free(struct event_set *set);
void event_set_free_all(void);
void event_set_listen(struct event_set *set, int gpu, unsigned long long types);
bool event_set_take(struct event_set *set, struct event *event);

/* Queues the event in every set that listens to it; false when none does. */
bool event_set_offer(const struct event *event);

#endif
