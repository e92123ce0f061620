#ifndef NVLINK_H
#define NVLINK_H

#include "scenario.h"

/* One link of a GPU, with the answers NVML gives for GPUs without links and links past the count. */
nvmlReturn_t nvlink_find(const struct gpu *gpu, unsigned int index, const struct link **link);

bool nvlink_is_down(const struct link *link);

/* A fact of a link, or what such a link has when the scenario does not say. */
struct fact nvlink_fact(const struct link *link, enum link_fact id);

#endif
