#include "errors.h"
#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool find_name(const struct name *names, const char *text, long long *value)
{
    for (; names->text; names++) {
        if (strcmp(names->text, text) == 0) {
            *value = names->value;
            return true;
        }
    }
    return text_number(text, value);
}

static bool parse_int(const char *text, int minimum, int *value)
{
    long long number;
    if (!text_number(text, &number) || number < minimum || number > 0x7FFFFFFF)
        return false;
    *value = (int)number;
    return true;
}

static bool parse_error(const char *text, nvmlReturn_t *error)
{
    long long number;
    if (!find_name(error_names, text, &number))
        return false;
    *error = (nvmlReturn_t)number;
    return true;
}

bool parse_driver_key(struct scenario *scenario, const char *key, char *value)
{
    int major = 0, minor = 0;
    if (strcmp(key, "version") == 0) {
        scenario->branch = atoi(value);
        return scenario->branch > 0 && text_copy(scenario->driver_version, sizeof scenario->driver_version, value);
    }
    if (strcmp(key, "nvml") == 0)
        return text_copy(scenario->nvml_version, sizeof scenario->nvml_version, value);
    if (strcmp(key, "cuda") == 0) {
        bool ok = sscanf(value, "%d.%d", &major, &minor) == 2;
        scenario->cuda_version = major * 1000 + minor * 10;
        return ok;
    }
    if (strcmp(key, "device_dir") == 0)
        return text_copy(scenario->device_dir, sizeof scenario->device_dir, value);
    if (strcmp(key, "init") == 0)
        return parse_error(value, &scenario->init);
    return false;
}

bool parse_topology_key(struct scenario *scenario, const char *key, char *value)
{
    static const struct name levels[] = {
        {"internal", 0}, {"single", 10}, {"pix", 10}, {"multiple", 20}, {"pxb", 20}, {"hostbridge", 30},
        {"phb", 30}, {"node", 40}, {"system", 50}, {"sys", 50}, {NULL, 0}};
    struct pair pair;
    long long level;
    int end = 0;
    if (!find_name(levels, value, &level))
        return false;
    if (strcmp(key, "default") == 0) {
        scenario->topology_default = (unsigned int)level;
        return true;
    }
    if (sscanf(key, "%d-%d%n", &pair.first, &pair.second, &end) != 2 || key[end] || scenario->pair_count == MAX_PAIRS)
        return false;
    pair.level = (unsigned int)level;
    scenario->pairs[scenario->pair_count++] = pair;
    return true;
}

bool parse_fault_key(struct fault *fault, const char *key, char *value)
{
    if (strcmp(key, "gpu") == 0) {
        fault->gpu = ALL_GPUS;
        return strcmp(value, "all") == 0 || parse_int(value, 0, &fault->gpu);
    }
    if (strcmp(key, "error") == 0)
        return parse_error(value, &fault->error);
    if (strcmp(key, "delay_ms") == 0)
        return parse_int(value, 0, &fault->delay_ms);
    if (strcmp(key, "hang") == 0) {
        fault->hang = strcmp(value, "true") == 0;
        return fault->hang || strcmp(value, "false") == 0;
    }
    if (strcmp(key, "after") == 0)
        return parse_int(value, 1, &fault->after);
    if (strcmp(key, "times") == 0)
        return parse_int(value, 1, &fault->times);
    return false;
}

bool parse_event_key(struct event *event, const char *key, char *value)
{
    static const struct name types[] = {
        {"sbe", 0x1}, {"dbe", 0x2}, {"pstate", 0x4}, {"xid", 0x8}, {"clock", 0x10}, {"power_source", 0x80},
        {"mig_config", 0x100}, {"sbe_storm", 0x200}, {"dram_retirement", 0x400}, {"dram_retirement_failure", 0x800},
        {"poison_nonfatal", 0x1000}, {"poison_fatal", 0x2000}, {"gpu_unavailable", 0x4000},
        {"recovery_action", 0x8000}, {NULL, 0}};
    static const struct name system_types[] = {{"driver_unbind", 0x1}, {"driver_bind", 0x2}, {NULL, 0}};
    long long number;
    if (strcmp(key, "type") == 0) {
        event->system = strncmp(value, "driver_", 7) == 0;
        bool ok = find_name(event->system ? system_types : types, value, &number);
        event->type = (unsigned long long)number;
        return ok;
    }
    if (strcmp(key, "gpu") == 0)
        return parse_int(value, 0, &event->gpu) && event->gpu < MAX_GPUS;
    if (!text_number(value, &number))
        return false;
    if (strcmp(key, "data") == 0)
        event->data = (unsigned long long)number;
    else if (strcmp(key, "gi") == 0)
        event->gi = (unsigned int)number;
    else if (strcmp(key, "ci") == 0)
        event->ci = (unsigned int)number;
    else
        return false;
    return true;
}
