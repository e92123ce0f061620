#include "parse.h"

#include <stdio.h>
#include <string.h>

struct number_field {
    const char *key;
    unsigned int *value;
};

static bool set_number(const struct number_field *fields, const char *key, long long number)
{
    for (; fields->key; fields++) {
        if (strcmp(fields->key, key) == 0) {
            *fields->value = (unsigned int)number;
            return true;
        }
    }
    return false;
}

static bool parse_instance(struct mig *mig, char *line)
{
    char *key, *value;
    bool bad = false;
    *mig = (struct mig){0};
    if (strcmp(line, "none") == 0)
        return true;
    mig->present = true;
    mig->slices = mig->compute_slices = 1;
    const struct number_field fields[] = {
        {"gi", &mig->gi}, {"ci", &mig->ci}, {"slices", &mig->slices}, {"compute_slices", &mig->compute_slices},
        {"sm", &mig->sm}, {"copy_engines", &mig->copy_engines}, {"decoders", &mig->decoders},
        {"encoders", &mig->encoders}, {"jpegs", &mig->jpegs}, {"ofas", &mig->ofas}, {NULL, NULL}};
    while (text_next_pair(&line, &key, &value, &bad)) {
        long long number = 0;
        bool ok;
        if (strcmp(key, "uuid") == 0)
            ok = text_copy(mig->uuid, sizeof mig->uuid, value);
        else if (strcmp(key, "profile") == 0)
            ok = text_copy(mig->profile, sizeof mig->profile, value);
        else if (!text_number(value, &number))
            ok = false;
        else if (strcmp(key, "memory_mib") == 0)
            ok = (mig->memory_mib = (unsigned long long)number) > 0;
        else
            ok = set_number(fields, key, number);
        if (!ok)
            return false;
    }
    return !bad && mig->uuid[0];
}

static bool parse_profile(struct mig_profile *profile, char *line)
{
    char *key, *value;
    bool bad = false;
    *profile = (struct mig_profile){.present = true, .slices = 1, .instances = 1};
    const struct number_field fields[] = {
        {"id", &profile->id}, {"slices", &profile->slices}, {"instances", &profile->instances},
        {"sm", &profile->sm}, {"copy_engines", &profile->copy_engines}, {"decoders", &profile->decoders},
        {"encoders", &profile->encoders}, {"jpegs", &profile->jpegs}, {"ofas", &profile->ofas},
        {"p2p", &profile->p2p}, {NULL, NULL}};
    while (text_next_pair(&line, &key, &value, &bad)) {
        long long number = 0;
        bool ok;
        if (strcmp(key, "name") == 0)
            ok = text_copy(profile->name, sizeof profile->name, value);
        else if (!text_number(value, &number))
            ok = false;
        else if (strcmp(key, "memory_mib") == 0)
            ok = (profile->memory_mib = (unsigned long long)number) > 0;
        else
            ok = set_number(fields, key, number);
        if (!ok)
            return false;
    }
    return !bad;
}

/* "0" is an instance, "profile.0" what the GPU could be cut into. */
bool parse_mig_key(struct gpu *gpu, const char *key, char *value)
{
    unsigned int index;
    int end = 0;
    if (sscanf(key, "profile.%u%n", &index, &end) == 1 && !key[end])
        return index < NVML_GPU_INSTANCE_PROFILE_COUNT && parse_profile(&gpu->profiles[index], value);
    if (sscanf(key, "%u%n", &index, &end) == 1 && !key[end])
        return index < MAX_MIG && parse_instance(&gpu->migs[index], value);
    return false;
}
