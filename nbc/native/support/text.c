/* Text as (kind, data, length): code points of 1, 2 or 4 bytes. Texts of different kinds meet. */
#include "state.h"

static inline uint32_t code_point(int64_t kind, const void *data, int64_t index)
{
    if (kind == 1)
        return ((const uint8_t *)data)[index];
    return kind == 2 ? ((const uint16_t *)data)[index] : ((const uint32_t *)data)[index];
}

static int same_points(
    int64_t kind, const void *data, int64_t start, int64_t kind2, const void *data2, int64_t length)
{
    if (kind == kind2)
        return memcmp((const char *)data + start * kind, data2, (size_t)(length * kind)) == 0;
    for (int64_t i = 0; i < length; i++)
        if (code_point(kind, data, start + i) != code_point(kind2, data2, i))
            return 0;
    return 1;
}

int64_t noodle_text_equal(
    int64_t kind, const void *data, int64_t length, int64_t kind2, const void *data2,
    int64_t length2)
{
    return length == length2 && same_points(kind, data, 0, kind2, data2, length);
}

int64_t noodle_text_compare(
    int64_t kind, const void *data, int64_t length, int64_t kind2, const void *data2,
    int64_t length2)
{
    int64_t both = length < length2 ? length : length2;
    for (int64_t i = 0; i < both; i++) {
        uint32_t a = code_point(kind, data, i), b = code_point(kind2, data2, i);
        if (a != b)
            return a < b ? -1 : 1;
    }
    return (length > length2) - (length < length2);
}

int64_t noodle_text_find(
    int64_t kind, const void *data, int64_t length, int64_t kind2, const void *data2,
    int64_t length2, int64_t start)
{
    if (start < 0)
        start = 0;
    if (start > length || length2 > length - start)
        return -1;
    if (kind == 1 && kind2 == 1) {
        const char *text = data;
        const char *found = memmem(text + start, (size_t)(length - start), data2, (size_t)length2);
        return found == NULL ? -1 : found - text;
    }
    for (int64_t i = start; i <= length - length2; i++)
        if (same_points(kind, data, i, kind2, data2, length2))
            return i;
    return -1;
}

int64_t noodle_text_count(
    int64_t kind, const void *data, int64_t length, int64_t kind2, const void *data2,
    int64_t length2)
{
    int64_t count = 0, place = 0;
    if (length2 == 0)
        return length + 1;
    for (;;) {
        place = noodle_text_find(kind, data, length, kind2, data2, length2, place);
        if (place < 0)
            return count;
        count++;
        place += length2;
    }
}

/* FNV-1a over code points, with the high half mixed in. */
int64_t noodle_text_hash(int64_t kind, const void *data, int64_t length)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (int64_t i = 0; i < length; i++)
        hash = (hash ^ code_point(kind, data, i)) * 0x100000001b3u;
    return (int64_t)(hash ^ hash >> 32);
}
