#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool set_link(struct link *link, const char *key, const char *value)
{
    if (strcmp(key, "remote_bus") == 0) {
        link->has_remote_bus = strcmp(value, "none") != 0;
        return !link->has_remote_bus || text_bdf(value, &link->remote_bus);
    }
    int id = link_fact_find(key);
    return id >= 0 && link_fact_parse(id, value, &link->facts[id]);
}

static bool parse_range(const char *key, int *first, int *last)
{
    int end = 0;
    *first = 0;
    *last = MAX_LINKS - 1;
    if (strcmp(key, "default") == 0)
        return true;
    if (sscanf(key, "%d%n-%d%n", first, &end, last, &end) < 1 || key[end])
        return false;
    if (!strchr(key, '-'))
        *last = *first;
    return *first >= 0 && *first <= *last && *last < MAX_LINKS;
}

/* "default", "7" or "0-4": the words given change those facts of those links and leave the rest. */
bool parse_link_key(struct gpu *gpu, const char *key, char *value)
{
    int first, last;
    char *word, *text;
    bool bad = false;
    if (!parse_range(key, &first, &last))
        return false;
    while (text_next_pair(&value, &word, &text, &bad))
        for (int i = first; i <= last; i++)
            if (!set_link(&gpu->links[i], word, text))
                return false;
    return !bad;
}
