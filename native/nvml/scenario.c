#include "scenario.h"

#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum section { NO_SECTION, DRIVER, GPU, TOPOLOGY, FAULT, EVENT };

struct reader {
    struct scenario *scenario;
    struct gpu *defaults;
    enum section section;
    struct gpu *gpu;
    struct fault *fault;
    struct event *event;
};

static bool open_gpu(struct reader *reader, int number)
{
    if (number < 0 || number >= MAX_GPUS)
        return false;
    struct gpu *gpu = &reader->scenario->gpus[number];
    if (!gpu->present) {
        *gpu = *reader->defaults;
        gpu->present = true;
        if (!gpu->facts[GPU_MINOR].has)
            gpu->facts[GPU_MINOR] = (struct fact){true, number};
    }
    reader->gpu = gpu;
    return true;
}

static bool open_fault(struct reader *reader, const char *function)
{
    struct scenario *scenario = reader->scenario;
    if (scenario->fault_count == MAX_FAULTS)
        return false;
    reader->fault = &scenario->faults[scenario->fault_count++];
    *reader->fault = (struct fault){.gpu = ALL_GPUS, .after = 1};
    return text_copy(reader->fault->function, sizeof reader->fault->function, function);
}

static bool open_event(struct reader *reader, int number)
{
    struct scenario *scenario = reader->scenario;
    if (scenario->event_count == MAX_EVENTS || number < 0 || number >= MAX_EVENT_NUMBER)
        return false;
    reader->event = &scenario->events[scenario->event_count++];
    *reader->event = (struct event){.number = number, .gi = 0xFFFFFFFFu, .ci = 0xFFFFFFFFu};
    return true;
}

static bool open_section(struct reader *reader, char *header)
{
    char word[16] = "", rest[72] = "";
    size_t length = strlen(header);
    if (length < 3 || header[length - 1] != ']')
        return false;
    header[length - 1] = '\0';
    int words = sscanf(header + 1, "%15s %71s", word, rest);
    if (strcmp(word, "driver") == 0 && words == 1) {
        reader->section = DRIVER;
        return true;
    }
    if (strcmp(word, "topology") == 0 && words == 1) {
        reader->section = TOPOLOGY;
        return true;
    }
    if (strcmp(word, "gpu") == 0) {
        reader->section = GPU;
        reader->gpu = reader->defaults;
        return words == 1 || (rest[0] >= '0' && rest[0] <= '9' && open_gpu(reader, atoi(rest)));
    }
    if (strcmp(word, "fault") == 0 && words == 2) {
        reader->section = FAULT;
        return open_fault(reader, rest);
    }
    if (strcmp(word, "event") == 0 && words == 2) {
        reader->section = EVENT;
        return rest[0] >= '0' && rest[0] <= '9' && open_event(reader, atoi(rest));
    }
    return false;
}

static bool set_key(struct reader *reader, const char *key, char *value)
{
    switch (reader->section) {
    case DRIVER: return parse_driver_key(reader->scenario, key, value);
    case GPU: return parse_gpu_key(reader->gpu, key, value);
    case TOPOLOGY: return parse_topology_key(reader->scenario, key, value);
    case FAULT: return parse_fault_key(reader->fault, key, value);
    case EVENT: return parse_event_key(reader->event, key, value);
    case NO_SECTION: break;
    }
    return false;
}

static bool read_line(struct reader *reader, char *line)
{
    line[strcspn(line, "#")] = '\0';
    line = text_trim(line);
    if (*line == '\0')
        return true;
    if (*line == '[')
        return open_section(reader, line);
    char *equals = strchr(line, '=');
    if (!equals)
        return false;
    *equals = '\0';
    return set_key(reader, text_trim(line), text_trim(equals + 1));
}

static bool read_all(FILE *file, const char *path, struct scenario *scenario)
{
    struct gpu *defaults = calloc(1, sizeof *defaults);
    struct reader reader = {.scenario = scenario, .defaults = defaults};
    char *line = NULL, shown[80];
    size_t size = 0;
    bool ok = defaults != NULL;
    for (int number = 1; ok && getline(&line, &size, file) >= 0; number++) {
        snprintf(shown, sizeof shown, "%.*s", (int)strcspn(line, "\r\n"), line);
        ok = read_line(&reader, line);
        if (!ok)
            fprintf(stderr, "nvml: %s:%d: not understood: %s\n", path, number, shown);
    }
    if (ok && !scenario->branch) {
        fprintf(stderr, "nvml: %s: no version in [driver]\n", path);
        ok = false;
    }
    free(line);
    free(defaults);
    return ok;
}

struct scenario *scenario_read(const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file) {
        fprintf(stderr, "nvml: %s: cannot be read\n", path);
        return NULL;
    }
    struct scenario *scenario = calloc(1, sizeof *scenario);
    if (scenario) {
        scenario->topology_default = 50;
        text_copy(scenario->device_dir, sizeof scenario->device_dir, "/dev");
        if (!read_all(file, path, scenario)) {
            free(scenario);
            scenario = NULL;
        }
    }
    fclose(file);
    return scenario;
}
