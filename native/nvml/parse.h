#ifndef PARSE_H
#define PARSE_H

#include "scenario.h"

#include <stdbool.h>

/* Setters of one key in one kind of section; false when the key or the value makes no sense. */
bool parse_driver_key(struct scenario *scenario, const char *key, char *value);
bool parse_gpu_key(struct gpu *gpu, const char *key, char *value);
bool parse_link_key(struct gpu *gpu, const char *key, char *value);
bool parse_mig_key(struct gpu *gpu, const char *key, char *value);
bool parse_topology_key(struct scenario *scenario, const char *key, char *value);
bool parse_fault_key(struct fault *fault, const char *key, char *value);
bool parse_event_key(struct event *event, const char *key, char *value);

#endif
