/* Blocks of memory: from native code's allocations to arrays that own them.
 *
 * One malloc holds a block's Buffer and its data, both on 64-byte boundaries: the Buffer lies just
 * before the data, and the pointer that malloc gave in the Buffer's last word. An array that takes
 * a block over carries `memory_handler`, whose functions find the Buffer in the same way. So
 * zeroed blocks can come from calloc (large ones have no pages until they are touched), and still
 * be aligned. Freed blocks of some size are kept for the next of about that size: memory that libc
 * gives back to the system costs a page fault for each 4 KB when it comes again.
 */
#include "state.h"
#include <sys/mman.h>

#define ALIGNMENT 64
#define HEADER 64
#define HUGE_PAGES_FROM ((int64_t)4 << 20)
#define PAGE 4096
#define KEPT_FROM ((int64_t)32 << 10)
#define KEPT_UP_TO ((int64_t)128 << 20)
#define KEPT_BYTES ((int64_t)128 << 20) /* of all kept blocks */
#define KEPT_COUNT 24

static inline char **origin(Buffer *buffer)
{
    return (char **)((char *)buffer + HEADER) - 1;
}

/* How many bytes of data a block has room for, at least its size; 0 if it is not to be kept. */
static inline int64_t *room(Buffer *buffer)
{
    return (int64_t *)((char *)buffer + HEADER) - 2;
}

static inline Buffer *buffer_before(void *data)
{
    return (Buffer *)((char *)data - HEADER);
}

/* The kernel is told to use huge pages where that pays, as NumPy does for its arrays. */
static NOINLINE void advise_huge_pages(char *data, int64_t size_bytes)
{
    uintptr_t first = ((uintptr_t)data + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    uintptr_t end = ((uintptr_t)data + size_bytes) & ~(uintptr_t)(PAGE - 1);
    madvise((void *)first, end - first, MADV_HUGEPAGE);
}

/* --- blocks that are kept: the newest last --- */

static struct {
    int taken; /* who finds it taken does without */
    int count;
    int64_t size_bytes;
    Buffer *blocks[KEPT_COUNT];
} kept;

static int enter_kept(void)
{
    return !__atomic_exchange_n(&kept.taken, 1, __ATOMIC_ACQUIRE);
}

static void leave_kept(void)
{
    __atomic_store_n(&kept.taken, 0, __ATOMIC_RELEASE);
}

static Buffer *remove_kept(int place)
{
    Buffer *buffer = kept.blocks[place];
    kept.count--;
    kept.size_bytes -= *room(buffer);
    for (; place < kept.count; place++)
        kept.blocks[place] = kept.blocks[place + 1];
    return buffer;
}

/* The newest kept block that suits, or NULL. */
static NOINLINE Buffer *kept_block(int64_t size_bytes)
{
    Buffer *found = NULL;
    if (!enter_kept())
        return NULL;
    for (int place = kept.count - 1; place >= 0 && found == NULL; place--) {
        int64_t bytes = *room(kept.blocks[place]);
        if (bytes >= size_bytes && bytes - size_bytes <= size_bytes / 4)
            found = remove_kept(place);
    }
    leave_kept();
    return found;
}

/* Keeps a block; the oldest make room for it. 0: it is not kept. */
static NOINLINE int keep_block(Buffer *buffer)
{
    if (!enter_kept())
        return 0;
    while (kept.count == KEPT_COUNT || kept.size_bytes + *room(buffer) > KEPT_BYTES)
        free(*origin(remove_kept(0)));
    kept.blocks[kept.count++] = buffer;
    kept.size_bytes += *room(buffer);
    leave_kept();
    return 1;
}

/* Gives all kept blocks back; whether there were any. */
static NOINLINE int free_kept(void)
{
    if (!enter_kept())
        return 0;
    int some = kept.count > 0;
    while (kept.count > 0)
        free(*origin(remove_kept(0)));
    leave_kept();
    return some;
}

/* --- blocks --- */

static char *memory_for(size_t total, int zeroed)
{
    char *start = zeroed ? calloc(1, total) : malloc(total);
    if (UNLIKELY(start == NULL) && free_kept())
        start = zeroed ? calloc(1, total) : malloc(total);
    return start;
}

static Buffer *fresh_block(int64_t size_bytes, int zeroed)
{
    if (UNLIKELY((uint64_t)size_bytes > (uint64_t)INT64_MAX - 4 * HEADER))
        return NULL;
    char *start = memory_for((size_t)size_bytes + HEADER + ALIGNMENT - 16, zeroed);
    if (UNLIKELY(start == NULL))
        return NULL;
    char *aligned = (char *)(((uintptr_t)start + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1));
    Buffer *buffer = (Buffer *)aligned;
    *origin(buffer) = start;
    *room(buffer) = zeroed && size_bytes > HUGE_PAGES_FROM ? 0 : size_bytes;
    if (UNLIKELY(size_bytes >= HUGE_PAGES_FROM))
        advise_huge_pages((char *)buffer + HEADER, size_bytes);
    return buffer;
}

/* Large zeroed blocks come from the system, which clears pages when they are touched, and go back
 * to it: kept ones would be of no use to the next zeroed block. */
static Buffer *new_block(int64_t size_bytes, int zeroed)
{
    Buffer *buffer = NULL;
    if (UNLIKELY(size_bytes >= KEPT_FROM && size_bytes <= (zeroed ? HUGE_PAGES_FROM : KEPT_UP_TO)))
        buffer = kept_block(size_bytes);
    if (buffer != NULL && zeroed)
        memset((char *)buffer + HEADER, 0, (size_t)size_bytes);
    if (buffer == NULL)
        buffer = fresh_block(size_bytes, zeroed);
    if (UNLIKELY(buffer == NULL))
        return NULL;
    buffer->refcount = 1;
    buffer->data = (char *)buffer + HEADER;
    buffer->object = NULL;
    buffer->prev = buffer->next = NULL;
    buffer->size_bytes = size_bytes;
    return buffer;
}

static void free_block(Buffer *buffer)
{
    int64_t bytes = *room(buffer);
    if (UNLIKELY(bytes >= KEPT_FROM && bytes <= KEPT_UP_TO) && keep_block(buffer))
        return;
    free(*origin(buffer));
}

static void link_buffer(Ctx *ctx, Buffer *buffer)
{
    buffer->prev = NULL;
    buffer->next = ctx->buffers;
    if (ctx->buffers != NULL)
        ctx->buffers->prev = buffer;
    ctx->buffers = buffer;
}

static void unlink_buffer(Ctx *ctx, Buffer *buffer)
{
    if (buffer->prev != NULL)
        buffer->prev->next = buffer->next;
    else
        ctx->buffers = buffer->next;
    if (buffer->next != NULL)
        buffer->next->prev = buffer->prev;
    buffer->prev = buffer->next = NULL;
}

static NOINLINE void no_memory(Ctx *ctx, int64_t size_bytes)
{
    ctx->trap_kind = state.traps[MEMORY];
    ctx->trap_values[0] = size_bytes;
}

Buffer *noodle_alloc(Ctx *ctx, int64_t size_bytes, int64_t zeroed)
{
    Buffer *buffer = new_block(size_bytes, zeroed != 0);
    if (UNLIKELY(buffer == NULL)) {
        no_memory(ctx, size_bytes);
        return NULL;
    }
    link_buffer(ctx, buffer);
    return buffer;
}

void noodle_release(Ctx *ctx, Buffer *buffer)
{
    if (buffer == NULL || --buffer->refcount > 0)
        return;
    unlink_buffer(ctx, buffer);
    free_block(buffer);
}

static void free_buffers(Ctx *ctx)
{
    Buffer *buffer = ctx->buffers;
    ctx->buffers = NULL;
    while (buffer != NULL) {
        Buffer *next = buffer->next;
        free_block(buffer);
        buffer = next;
    }
}

/* A block like `old` with another size; the old one is gone unless NULL is returned. */
static Buffer *resize_block(Buffer *old, int64_t size_bytes)
{
    Buffer *buffer = new_block(size_bytes, 0);
    if (buffer == NULL)
        return NULL;
    int64_t kept = old->size_bytes < size_bytes ? old->size_bytes : size_bytes;
    memcpy(buffer->data, old->data, (size_t)kept);
    buffer->refcount = old->refcount;
    buffer->object = old->object;
    free_block(old);
    return buffer;
}

/* --- the handler of arrays that own a block (NEP 49) --- */

static void *handler_malloc(void *Py_UNUSED(context), size_t size)
{
    Buffer *buffer = new_block((int64_t)size, 0);
    return buffer == NULL ? NULL : buffer->data;
}

static void *handler_calloc(void *Py_UNUSED(context), size_t count, size_t item_bytes)
{
    size_t size;
    if (__builtin_mul_overflow(count, item_bytes, &size))
        return NULL;
    Buffer *buffer = new_block((int64_t)size, 1);
    return buffer == NULL ? NULL : buffer->data;
}

static void *handler_realloc(void *context, void *data, size_t size)
{
    if (data == NULL)
        return handler_malloc(context, size);
    Buffer *buffer = resize_block(buffer_before(data), (int64_t)size);
    return buffer == NULL ? NULL : buffer->data;
}

static void handler_free(void *Py_UNUSED(context), void *data, size_t Py_UNUSED(size))
{
    if (data != NULL)
        free_block(buffer_before(data));
}

static PyDataMem_Handler memory_handler = {
    "noodle", 1, {NULL, handler_malloc, handler_calloc, handler_realloc, handler_free}};
