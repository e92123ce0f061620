#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *text_trim(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        text[--length] = '\0';
    return text;
}

bool text_number(const char *text, long long *value)
{
    char *end;
    if (!isdigit((unsigned char)text[text[0] == '-']))
        return false;
    errno = 0;
    /* Masks use all 64 bits, temperatures are signed: both travel in a long long. */
    *value = text[0] == '-' ? strtoll(text, &end, 0) : (long long)strtoull(text, &end, 0);
    return errno == 0 && *end == '\0';
}

bool text_copy(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    if (length >= size)
        return false;
    memcpy(to, from, length + 1);
    return true;
}

bool text_bdf(const char *text, struct bdf *bdf)
{
    unsigned int part[4];
    int end = 0;
    if (!isxdigit((unsigned char)text[0]))
        return false;
    if (sscanf(text, "%x:%x:%x.%x%n", &part[0], &part[1], &part[2], &part[3], &end) == 4 && !text[end])
        *bdf = (struct bdf){part[0], part[1], part[2]};
    else if (sscanf(text, "%x:%x:%x%n", &part[0], &part[1], &part[2], &end) == 3 && !text[end])
        *bdf = (struct bdf){part[0], part[1], part[2]};
    else if (sscanf(text, "%x:%x.%x%n", &part[1], &part[2], &part[3], &end) == 3 && !text[end])
        *bdf = (struct bdf){0, part[1], part[2]};
    else
        return false;
    return bdf->bus <= 0xFF && bdf->device <= 0xFF;
}

bool text_uuid_bytes(const char *text, unsigned char bytes[16])
{
    int count = 0;
    for (; *text; text++) {
        unsigned int byte;
        if (*text == '-')
            continue;
        if (count == 16 || !isxdigit((unsigned char)text[0]) || !isxdigit((unsigned char)text[1]))
            return false;
        sscanf(text++, "%2x", &byte);
        bytes[count++] = (unsigned char)byte;
    }
    return count == 16;
}

bool text_mask(const char *text, unsigned long *words, size_t count)
{
    const unsigned long bits = sizeof(unsigned long) * CHAR_BIT;
    memset(words, 0, count * sizeof *words);
    for (;;) {
        char *end;
        if (!isdigit((unsigned char)*text))
            return false;
        unsigned long first = strtoul(text, &end, 10), last = first;
        if (*end == '-' && isdigit((unsigned char)end[1]))
            last = strtoul(end + 1, &end, 10);
        if (last < first || last >= count * bits)
            return false;
        for (unsigned long bit = first; bit <= last; bit++)
            words[bit / bits] |= 1UL << bit % bits;
        if (*end == '\0')
            return true;
        if (*end != ',')
            return false;
        text = end + 1;
    }
}

bool text_next_pair(char **rest, char **key, char **value, bool *bad)
{
    char *word = *rest + strspn(*rest, " \t");
    if (*word == '\0')
        return false;
    *rest = word + strcspn(word, " \t");
    if (**rest)
        *(*rest)++ = '\0';
    char *equals = strchr(word, '=');
    if (!equals || equals == word) {
        *bad = true;
        return false;
    }
    *equals = '\0';
    *key = word;
    *value = equals + 1;
    return true;
}
