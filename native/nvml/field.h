#ifndef FIELD_H
#define FIELD_H

#include "scenario.h"

enum field_scope {
    SCOPE_GPU,      /* scopeId means nothing */
    SCOPE_LINK,     /* scopeId is the NVLink */
    SCOPE_LINK_SUM, /* the NVLink, or FIELD_ALL_LINKS for the sum of all */
    SCOPE_LINK_MAX, /* the NVLink, or FIELD_ALL_LINKS for the worst error rate */
    SCOPE_C2C,      /* scopeId is the C2C link */
};

#define FIELD_ALL_LINKS 0xFFFFFFFFu

struct field {
    unsigned int id;
    int branch; /* the first driver branch that knows the id */
    nvmlValueType_t type;
    enum field_scope scope;
    int fact;
};

const struct field *field_find(unsigned int id);

#endif
