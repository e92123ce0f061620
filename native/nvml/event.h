#ifndef EVENT_H
#define EVENT_H

#include "scenario.h"

/* Needs the lock. An event section of the scenario goes once to every set that listens when it is
 * first seen with a listener; taking the section out of the file makes its number usable again. */
void event_begin(unsigned int generation);
void event_end(void);
void event_collect(const struct scenario *scenario);

#endif
