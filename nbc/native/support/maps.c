/* Maps from 8-byte keys to 8-byte values in the order of insertion.
 *
 * As in Python's dicts, entries stand in a list, and an index of places (open addressing, at most
 * half full, linear probing) leads to them. Deleted entries leave a hole in the list and a mark in
 * the index; both go when the list is full and is rebuilt. Sets are maps whose values are unused.
 */
#include "state.h"

enum { KEY, VALUE, PRESENT, ENTRY_WORDS };
#define FEWEST_ENTRIES 8
#define EMPTY 0
#define DELETED (-1)

static uint64_t hash_of(int64_t key)
{
    uint64_t hash = (uint64_t)key * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

static inline uint64_t index_mask(const Map *map)
{
    return (uint64_t)map->capacity * 2 - 1;
}

static inline int64_t *entry_at(const Map *map, int64_t position)
{
    return map->entries + position * ENTRY_WORDS;
}

/* The place of the key in the index, or -1. */
static int64_t find_place(const Map *map, int64_t key)
{
    uint64_t mask = index_mask(map);
    for (uint64_t place = hash_of(key) & mask;; place = (place + 1) & mask) {
        int32_t entry = map->index[place];
        if (entry == EMPTY)
            return -1;
        if (entry != DELETED && entry_at(map, entry - 1)[KEY] == key)
            return (int64_t)place;
    }
}

static void add_to_index(Map *map, int64_t key, int64_t position)
{
    uint64_t mask = index_mask(map), place = hash_of(key) & mask;
    while (map->index[place] > 0)
        place = (place + 1) & mask;
    map->index[place] = (int32_t)(position + 1);
}

/* Storage for `capacity` entries, a power of two. */
static int use_storage(Ctx *ctx, Map *map, int64_t capacity)
{
    int64_t entries_bytes = capacity * ENTRY_WORDS * 8;
    if (capacity > INT32_MAX / 2) {
        no_memory(ctx, entries_bytes);
        return 0;
    }
    Buffer *storage = noodle_alloc(ctx, entries_bytes + capacity * 2 * 4, 1);
    if (storage == NULL)
        return 0;
    map->storage = storage;
    map->entries = (int64_t *)storage->data;
    map->index = (int32_t *)(storage->data + entries_bytes);
    map->capacity = capacity;
    map->used = 0;
    return 1;
}

Map *noodle_map_new(Ctx *ctx)
{
    Buffer *owner = noodle_alloc(ctx, sizeof(Map), 1);
    if (owner == NULL)
        return NULL;
    Map *map = (Map *)owner->data;
    map->owner = owner;
    return use_storage(ctx, map, FEWEST_ENTRIES) ? map : NULL;
}

static int rebuild(Ctx *ctx, Map *map)
{
    Map old = *map;
    int64_t capacity = map->length * 2 > map->capacity ? map->capacity * 2 : map->capacity;
    if (!use_storage(ctx, map, capacity))
        return 0;
    for (int64_t position = 0; position < old.used; position++) {
        int64_t *entry = entry_at(&old, position);
        if (!entry[PRESENT])
            continue;
        memcpy(entry_at(map, map->used), entry, ENTRY_WORDS * 8);
        add_to_index(map, entry[KEY], map->used++);
    }
    map->moves++;
    noodle_release(ctx, old.storage);
    return 1;
}

int64_t *noodle_map_find(const Map *map, int64_t key)
{
    int64_t place = find_place(map, key);
    return place < 0 ? NULL : entry_at(map, map->index[place] - 1) + VALUE;
}

int64_t *noodle_map_put(Ctx *ctx, Map *map, int64_t key)
{
    int64_t *value = noodle_map_find(map, key);
    if (value != NULL)
        return value;
    if (map->used == map->capacity && !rebuild(ctx, map))
        return NULL;
    int64_t *entry = entry_at(map, map->used);
    entry[KEY] = key;
    entry[VALUE] = 0;
    entry[PRESENT] = 1;
    add_to_index(map, key, map->used++);
    map->length++;
    return entry + VALUE;
}

int32_t noodle_map_delete(Map *map, int64_t key)
{
    int64_t place = find_place(map, key);
    if (place < 0)
        return 0;
    entry_at(map, map->index[place] - 1)[PRESENT] = 0;
    map->index[place] = DELETED;
    map->length--;
    return 1;
}

int64_t noodle_map_next(const Map *map, int64_t position, int64_t *key, int64_t *value)
{
    for (; position < map->used; position++) {
        int64_t *entry = entry_at(map, position);
        if (entry[PRESENT]) {
            *key = entry[KEY];
            *value = entry[VALUE];
            return position;
        }
    }
    return -1;
}

void noodle_map_clear(Map *map)
{
    memset(map->storage->data, 0, (size_t)map->storage->size_bytes);
    map->length = map->used = 0;
    map->moves++;
}

void noodle_map_free(Ctx *ctx, Map *map)
{
    if (map == NULL)
        return;
    noodle_release(ctx, map->storage);
    noodle_release(ctx, map->owner);
}
