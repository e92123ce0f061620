#include "event_set.h"

#include <string.h>

enum { MAX_SETS = 32, QUEUE = 128 };

struct event_set {
    bool used;
    bool system;
    unsigned long long types[MAX_GPUS];
    int first, count;
    struct event queue[QUEUE];
};

static struct event_set sets[MAX_SETS];

struct event_set *event_set_create(bool system)
{
    for (int i = 0; i < MAX_SETS; i++) {
        if (!sets[i].used) {
            memset(&sets[i], 0, sizeof sets[i]);
            sets[i].used = true;
            sets[i].system = system;
            return &sets[i];
        }
    }
    return NULL;
}

struct event_set *event_set_find(const void *handle, bool system)
{
    for (int i = 0; i < MAX_SETS; i++)
        if (handle == &sets[i] && sets[i].used && sets[i].system == system)
            return &sets[i];
    return NULL;
}

void event_set_free(struct event_set *set)
{
    set->used = false;
}

void event_set_free_all(void)
{
    for (int i = 0; i < MAX_SETS; i++)
        sets[i].used = false;
}

void event_set_listen(struct event_set *set, int gpu, unsigned long long types)
{
    for (int i = 0; i < MAX_GPUS; i++)
        if (gpu == ALL_GPUS || gpu == i)
            set->types[i] |= types;
}

bool event_set_take(struct event_set *set, struct event *event)
{
    if (set->count == 0)
        return false;
    *event = set->queue[set->first];
    set->first = (set->first + 1) % QUEUE;
    set->count--;
    return true;
}

bool event_set_offer(const struct event *event)
{
    bool heard = false;
    for (int i = 0; i < MAX_SETS; i++) {
        struct event_set *set = &sets[i];
        if (!set->used || set->system != event->system || !(set->types[event->gpu] & event->type))
            continue;
        heard = true;
        if (set->count < QUEUE)
            set->queue[(set->first + set->count++) % QUEUE] = *event;
    }
    return heard;
}
