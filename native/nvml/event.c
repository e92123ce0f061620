#include "event.h"

#include "event_set.h"

#include <string.h>

static bool fired[MAX_EVENT_NUMBER];
static unsigned int seen_generation;

void event_begin(unsigned int generation)
{
    if (generation != seen_generation)
        memset(fired, 0, sizeof fired);
    seen_generation = generation;
}

void event_end(void)
{
    event_set_free_all();
}

static void forget_removed(const struct scenario *scenario)
{
    bool present[MAX_EVENT_NUMBER] = {0};
    for (int i = 0; i < scenario->event_count; i++)
        present[scenario->events[i].number] = true;
    for (int i = 0; i < MAX_EVENT_NUMBER; i++)
        fired[i] &= present[i];
}

void event_collect(const struct scenario *scenario)
{
    static unsigned int last_reading;
    if (scenario->reading != last_reading)
        forget_removed(scenario);
    last_reading = scenario->reading;
    for (int i = 0; i < scenario->event_count; i++) {
        const struct event *event = &scenario->events[i];
        if (event->type && !fired[event->number] && event_set_offer(event))
            fired[event->number] = true;
    }
}
