/* Vectors: unboxed lists that grow. The block is the call's, so a trap frees it. */
#include "state.h"

#define FEWEST_ITEMS 8

static int32_t grow(Ctx *ctx, Vector *vector, int64_t capacity, int64_t item_bytes)
{
    int64_t size_bytes;
    if (__builtin_mul_overflow(capacity, item_bytes, &size_bytes)) {
        no_memory(ctx, INT64_MAX);
        return 1;
    }
    Buffer *owner = noodle_alloc(ctx, size_bytes, 0);
    if (owner == NULL)
        return 1;
    if (vector->length > 0)
        memcpy(owner->data, vector->data, (size_t)(vector->length * item_bytes));
    noodle_release(ctx, vector->owner);
    vector->owner = owner;
    vector->data = owner->data;
    vector->capacity = capacity;
    return DONE;
}

int32_t noodle_vector_reserve(Ctx *ctx, Vector *vector, int64_t extra, int64_t item_bytes)
{
    if (extra <= vector->capacity - vector->length)
        return DONE;
    int64_t needed, roomy = vector->capacity + vector->capacity / 2;
    if (__builtin_add_overflow(vector->length, extra, &needed))
        needed = INT64_MAX;
    if (roomy < FEWEST_ITEMS)
        roomy = FEWEST_ITEMS;
    return grow(ctx, vector, needed > roomy ? needed : roomy, item_bytes);
}

int32_t noodle_vector_open(
    Ctx *ctx, Vector *vector, int64_t index, int64_t count, int64_t item_bytes)
{
    if (noodle_vector_reserve(ctx, vector, count, item_bytes) != DONE)
        return 1;
    char *place = vector->data + index * item_bytes;
    memmove(
        place + count * item_bytes, place, (size_t)((vector->length - index) * item_bytes));
    vector->length += count;
    return DONE;
}

void noodle_vector_close(Vector *vector, int64_t index, int64_t count, int64_t item_bytes)
{
    char *place = vector->data + index * item_bytes;
    memmove(
        place, place + count * item_bytes,
        (size_t)((vector->length - index - count) * item_bytes));
    vector->length -= count;
}

int32_t noodle_vector_extend(
    Ctx *ctx, Vector *vector, const void *items, int64_t count, int64_t item_bytes)
{
    int64_t offset = (const char *)items - vector->data;
    int is_own = offset >= 0 && offset < vector->length * item_bytes;
    if (noodle_vector_reserve(ctx, vector, count, item_bytes) != DONE)
        return 1;
    if (count > 0)
        memmove(
            vector->data + vector->length * item_bytes, is_own ? vector->data + offset : items,
            (size_t)(count * item_bytes));
    vector->length += count;
    return DONE;
}

void noodle_vector_reverse(Vector *vector, int64_t item_bytes)
{
    char kept[64], *low = vector->data, *high = low + (vector->length - 1) * item_bytes;
    for (; low < high; low += item_bytes, high -= item_bytes) {
        memcpy(kept, low, (size_t)item_bytes);
        memcpy(low, high, (size_t)item_bytes);
        memcpy(high, kept, (size_t)item_bytes);
    }
}
