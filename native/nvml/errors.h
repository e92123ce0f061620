#ifndef ERRORS_H
#define ERRORS_H

#include "facts.h"

extern const struct name error_names[];

#endif
