#ifndef STORE_H
#define STORE_H

#include "scenario.h"

/* All of these need the library's lock (lock.h). */

/* Forgets what was read and reads anew, from wherever the environment points now. */
struct scenario *store_open(void);

/* The scenario as the file has it now; when the file is broken or gone, the last good one. */
struct scenario *store_current(void);

/* Goes up whenever store_open looks at another file. */
unsigned int store_generation(void);

#endif
