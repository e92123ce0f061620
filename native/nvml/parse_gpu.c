#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool unsigned_number(const char *value, unsigned int *out)
{
    long long number;
    if (!text_number(value, &number) || number < 0 || number > 0xFFFFFFFFLL)
        return false;
    *out = (unsigned int)number;
    return true;
}

static bool parse_mask(struct mask *mask, const char *value)
{
    mask->has = strcmp(value, "none") != 0;
    return !mask->has || text_mask(value, mask->words, MASK_WORDS);
}

/* pid:memory_mib[@gi/ci], ... */
static bool parse_processes(struct gpu *gpu, char *value)
{
    gpu->process_count = 0;
    if (strcmp(value, "none") == 0)
        return true;
    char *state;
    for (char *word = strtok_r(value, ", ", &state); word; word = strtok_r(NULL, ", ", &state)) {
        struct process process = {0, 0xFFFFFFFFu, 0xFFFFFFFFu, 0};
        int end = 0;
        if (gpu->process_count == MAX_PIDS)
            return false;
        if (sscanf(word, "%u:%llu%n@%u/%u%n", &process.pid, &process.memory_mib, &end, &process.gi, &process.ci,
                   &end) < 2 || word[end])
            return false;
        gpu->processes[gpu->process_count++] = process;
    }
    return true;
}

/* address[@seconds], ... */
static bool parse_retired(struct retired_pages *retired, char *value)
{
    *retired = (struct retired_pages){0};
    if (strcmp(value, "unsupported") == 0)
        return true;
    retired->has = true;
    if (strcmp(value, "none") == 0)
        return true;
    char *state;
    for (char *word = strtok_r(value, ", ", &state); word; word = strtok_r(NULL, ", ", &state)) {
        char *end;
        if (retired->count == MAX_PAGES)
            return false;
        struct retired_page *page = &retired->pages[retired->count++];
        page->address = strtoull(word, &end, 16);
        if (*end == '@')
            page->timestamp = strtoull(end + 1, &end, 10);
        if (*end || end == word)
            return false;
    }
    return true;
}

bool parse_gpu_key(struct gpu *gpu, const char *key, char *value)
{
    int id = gpu_fact_find(key);
    if (id >= 0)
        return gpu_fact_parse(id, value, &gpu->facts[id]);
    if (strncmp(key, "nvlink.", 7) == 0)
        return parse_link_key(gpu, key + 7, value);
    if (strncmp(key, "mig.", 4) == 0)
        return parse_mig_key(gpu, key + 4, value);
    if (strcmp(key, "name") == 0)
        return text_copy(gpu->name, sizeof gpu->name, value);
    if (strcmp(key, "uuid") == 0)
        return text_copy(gpu->uuid, sizeof gpu->uuid, value);
    if (strcmp(key, "serial") == 0)
        return text_copy(gpu->serial, sizeof gpu->serial, strcmp(value, "none") ? value : "");
    if (strcmp(key, "bus_id") == 0)
        return gpu->has_bus = text_bdf(value, &gpu->bus);
    if (strcmp(key, "pci_device_id") == 0)
        return unsigned_number(value, &gpu->pci_device_id);
    if (strcmp(key, "pci_subsystem_id") == 0)
        return unsigned_number(value, &gpu->pci_subsystem_id);
    if (strcmp(key, "compute_capability") == 0)
        return sscanf(value, "%d.%d", &gpu->capability_major, &gpu->capability_minor) == 2;
    if (strcmp(key, "cpu_affinity") == 0)
        return parse_mask(&gpu->cpus, value);
    if (strcmp(key, "memory_affinity") == 0)
        return parse_mask(&gpu->nodes, value);
    if (strcmp(key, "fabric.cluster_uuid") == 0)
        return text_uuid_bytes(value, gpu->cluster_uuid);
    if (strcmp(key, "pids") == 0)
        return parse_processes(gpu, value);
    if (strcmp(key, "retired.sbe") == 0)
        return parse_retired(&gpu->retired[0], value);
    if (strcmp(key, "retired.dbe") == 0)
        return parse_retired(&gpu->retired[1], value);
    return false;
}
