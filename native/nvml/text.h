#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct bdf {
    unsigned int domain;
    unsigned int bus;
    unsigned int device;
};

char *text_trim(char *text);
bool text_number(const char *text, long long *value);
bool text_copy(char *to, size_t size, const char *from);
bool text_bdf(const char *text, struct bdf *bdf);
bool text_uuid_bytes(const char *text, unsigned char bytes[16]);

/* A list such as "0-31,64-95" into a bit mask. */
bool text_mask(const char *text, unsigned long *words, size_t count);

/* Takes the next "key=value" word of a line apart; false at the end or, with *bad set, at nonsense. */
bool text_next_pair(char **rest, char **key, char **value, bool *bad);

#endif
