#include "facts.h"

#include "errors.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct name switch_names[] = {
    {"false", 0}, {"no", 0}, {"off", 0}, {"disabled", 0},
    {"true", 1}, {"yes", 1}, {"on", 1}, {"enabled", 1}, {NULL, 0}};
static const struct name lost_names[] = {{"false", 0}, {"true", 1}, {"handle", LOST_HANDLES_TOO}, {NULL, 0}};
static const struct name brand_names[] = {{"tesla", 2}, {"geforce", 5}, {"nvidia_rtx", 13}, {"nvidia", 14}, {NULL, 0}};
static const struct name architecture_names[] = {{"volta", 5}, {"turing", 6}, {"ampere", 7}, {"ada", 8},
                                                 {"hopper", 9}, {"blackwell", 10}, {"rubin", 13}, {NULL, 0}};
static const struct name recovery_names[] = {{"none", 0}, {"reset", 1}, {"reboot", 2}, {"drain_p2p", 3},
                                             {"drain_and_reset", 4}, {"recover_imex", 5}, {NULL, 0}};
static const struct name fabric_names[] = {
    {"not_supported", 0}, {"not_started", 1}, {"in_progress", 2}, {"completed", 3}, {NULL, 0}};
static const struct name summary_names[] = {
    {"not_supported", 0}, {"healthy", 1}, {"unhealthy", 2}, {"limited_capacity", 3}, {NULL, 0}};
static const struct name link_state_names[] = {
    {"down", LINK_DOWN}, {"up", LINK_UP}, {"sleep", LINK_SLEEP}, {"unsupported", LINK_UNSUPPORTED}, {NULL, 0}};
/* NVML numbers NVLink versions by an enumeration of its own: NVLink 4 is 6, NVLink 5 is 7. */
static const struct name link_version_names[] = {{"1", 1}, {"2", 2}, {"2.2", 3}, {"3", 4}, {"3.1", 5},
                                                 {"4", 6}, {"5", 7}, {"6", 8}, {NULL, 0}};
static const struct name remote_names[] = {
    {"gpu", 0}, {"ibmnpu", 1}, {"switch", 2}, {"unknown", 0xFF}, {"none", REMOTE_NONE}, {NULL, 0}};

struct fact_key {
    const char *key;
    const struct name *names;
};

#define AS_KEY(id, key, names) {key, names},
static const struct fact_key gpu_keys[] = {GPU_FACTS(AS_KEY)};
static const struct fact_key link_keys[] = {LINK_FACTS(AS_KEY)};

static int find(const struct fact_key *keys, int count, const char *key)
{
    for (int i = 0; i < count; i++)
        if (strcmp(keys[i].key, key) == 0)
            return i;
    return -1;
}

static int index_of(const char *const *words, int count, const char *word)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

/* ecc.<corrected|uncorrected>.<volatile|aggregate>.<location> */
static int find_ecc(const char *key)
{
    static const char *const types[] = {"corrected", "uncorrected"};
    static const char *const counters[] = {"volatile", "aggregate"};
    static const char *const locations[ECC_LOCATIONS] = {"l1", "l2", "dram", "register_file", "texture",
                                                         "texture_shm", "cbu", "sram", "total"};
    char parts[3][16];
    int end = 0;
    if (sscanf(key, "ecc.%15[a-z].%15[a-z].%15[a-z0-9_]%n", parts[0], parts[1], parts[2], &end) != 3 || key[end])
        return -1;
    int type = index_of(types, 2, parts[0]);
    int counter = index_of(counters, 2, parts[1]);
    int location = index_of(locations, ECC_LOCATIONS, parts[2]);
    if (type < 0 || counter < 0 || location < 0)
        return -1;
    return GPU_ECC + (type * 2 + counter) * ECC_LOCATIONS + location;
}

int gpu_fact_find(const char *key)
{
    int id = find(gpu_keys, GPU_ECC, key);
    return id >= 0 ? id : find_ecc(key);
}

int link_fact_find(const char *key)
{
    return find(link_keys, LINK_FACT_COUNT, key);
}

static bool parse(const struct name *names, const char *text, struct fact *fact)
{
    fact->has = true;
    for (; names && names->text; names++) {
        if (strcmp(names->text, text) == 0) {
            fact->value = names->value;
            return true;
        }
    }
    if (strcmp(text, "none") == 0 || strcmp(text, "unsupported") == 0) {
        *fact = (struct fact){false, 0};
        return true;
    }
    return text_number(text, &fact->value);
}

/* "15e-254" as the tools print it; NVML packs exponent and mantissa into bits 0..7 and 8..11. */
static bool parse_error_rate(const char *text, struct fact *fact)
{
    unsigned int mantissa, exponent;
    int end = 0;
    if (sscanf(text, "%ue-%u%n", &mantissa, &exponent, &end) != 2 || text[end])
        return parse(NULL, text, fact);
    *fact = (struct fact){true, (long long)(mantissa << 8 | exponent)};
    return mantissa <= 15 && exponent <= 255;
}

bool gpu_fact_parse(int id, const char *text, struct fact *fact)
{
    return parse(id < GPU_ECC ? gpu_keys[id].names : NULL, text, fact);
}

bool link_fact_parse(int id, const char *text, struct fact *fact)
{
    if (id == LINK_EFFECTIVE_BER || id == LINK_SYMBOL_BER)
        return parse_error_rate(text, fact);
    return parse(link_keys[id].names, text, fact);
}
