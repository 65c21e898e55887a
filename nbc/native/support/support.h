/* The run-time library of native code: what a unit is called with, and the functions it may call.
 *
 * A unit is `i32 unit(Ctx *, int64_t *in, int64_t *out)`. It returns 0, 1 when ctx->trap_* are
 * filled, or 2 when a Python exception is set and the GIL is held. Native code has no cleanup
 * paths: every block that it allocates hangs on its Ctx, and the entry frees what is left.
 * Functions marked [no GIL] may be called without it; so may all of arithmetic, sorting, strings,
 * vectors and maps. Their IR declarations are in declarations.py. `state.h` is the private side.
 */
#ifndef NOODLE_SUPPORT_H
#define NOODLE_SUPPORT_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

enum { DONE = 0, TRAPPED = 1, RAISED = 2 };

#define TRACE_DEPTH 64
#define BORROWED ((int64_t)1 << 40)

typedef struct Buffer {
    int64_t refcount;   /* BORROWED and more: never freed by native code */
    char *data;
    PyObject *object;   /* whose memory this is, or NULL for a block of noodle_alloc */
    struct Buffer *prev, *next;
    int64_t size_bytes;
} Buffer;

typedef struct Ctx {
    int64_t fuel;
    PyThreadState *thread_state; /* set while the GIL is released */
    int64_t last_poll_ns;
    int64_t *cancel;
    int64_t stack_limit;
    int64_t trap_kind, trap_place, trap_values[6];
    int64_t depth; /* calls that the trap left; only the TRACE_DEPTH innermost are in trace */
    Buffer *buffers;
    struct Ctx *parent;
    int64_t trace[TRACE_DEPTH];
    int64_t chunk;  /* number of the chunk of a parallel loop that runs, else 0 */
    int64_t refill; /* fuel that a poll gives */
    int64_t last_signals_ns;
} Ctx;

typedef int32_t (*Unit)(Ctx *, int64_t *, int64_t *);
typedef int32_t (*Body)(Ctx *, void *env, int64_t lo, int64_t hi);
typedef void (*Gather)(int64_t *env, int64_t chunks);

/* --- polling, memory, threads [no GIL] --- */

/* For fuel < 0; sets it anew. Releases the GIL once the call has become long (tens of
 * microseconds, or at once where ctx->fuel is below -16384: before a long call of another library),
 * later looks for signals and cancellation. Nonzero: the unit returns that at once. One unit of
 * fuel is about a nanosecond's work; interrupts are late by 16384 times what one really takes. */
int32_t noodle_poll(Ctx *ctx);

/* A block, 64-byte aligned, with one reference; NULL after setting trap MEMORY (not its place). */
Buffer *noodle_alloc(Ctx *ctx, int64_t size_bytes, int64_t zeroed);

/* Gives back one reference. A chunk of a parallel loop releases only what it allocated. */
void noodle_release(Ctx *ctx, Buffer *buffer);

/* Runs body over [0, n) in `chunks` parts; part c is [n*c/chunks, n*(c+1)/chunks), and ctx->chunk
 * is c in it. The split never depends on the number of threads. The trap of the lowest chunk that
 * failed is the loop's. Nested loops, and loops on one thread, run in order. */
int32_t noodle_parallel(Ctx *ctx, Body body, void *env, int64_t n, int64_t chunks);
/* A body whose range may be cut: whole, or in up to 64 chunks if `count` (units of work in all) is
 * at least `least`. env[1] becomes n (at least 1), env[2] the number of chunks, which depends on
 * lengths alone. `gather` (may be NULL) then makes the results of the chunks that of the first. */
int32_t noodle_split(
    Ctx *ctx, Body body, int64_t *env, int64_t n, int64_t count, int64_t least, Gather gather);

/* --- arithmetic as Python's --- */

/* base ** exponent for exponent >= 0 into *result; nonzero on overflow. */
int32_t noodle_power_i64(int64_t base, int64_t exponent, int64_t *result);
/* The same modulo 2**64, as NumPy's. */
int64_t noodle_power_wrapping(int64_t base, int64_t exponent);
/* pow(base, exponent, modulus) for exponent >= 0 and modulus != 0. */
int64_t noodle_power_modulo(int64_t base, int64_t exponent, int64_t modulus);
/* x ** y of Python floats: 0 or the number of a trap (COMPLEX_POWER: the result is complex). */
int32_t noodle_power_f64(double x, double y, double *result);
/* x // y and x % y of floats; a zero y gives what NumPy gives. */
double noodle_floor_divide_f64(double x, double y);
double noodle_modulo_f64(double x, double y);
float noodle_floor_divide_f32(float x, float y);
float noodle_modulo_f32(float x, float y);
/* a / b of Python ints, b != 0: one correct rounding. */
double noodle_true_divide(int64_t a, int64_t b);
/* Sign of i - x, exactly; 2 where x is NaN. */
int32_t noodle_compare_i64_f64(int64_t i, double x);
/* round(x, digits): correctly rounded, ties to even. Nonzero (a trap) on overflow. */
int32_t noodle_round_f64(double x, int64_t digits, double *result);
/* np.round(x, digits): scaled, rounded, scaled back. */
double noodle_round_scaled(double x, int64_t digits);
/* x / y of Python complex numbers (real, imaginary); nonzero where y is 0. */
int32_t noodle_divide_c128(const double *x, const double *y, double *result);
/* x ** y of Python complex numbers: 0 or the number of a trap. */
int32_t noodle_power_c128(const double *x, const double *y, double *result);
/* Unsigned: only gcd(-2**63, 0) and gcd(-2**63, -2**63) look negative. */
int64_t noodle_gcd(int64_t a, int64_t b);

/* --- sorting, as NumPy's; dtype is a number of DTYPES (see state.h) --- */

/* In place, ascending, NaN last. Nonzero: no memory (trap set). */
int32_t noodle_sort(Ctx *ctx, int64_t dtype, void *items, int64_t count, int64_t stable);
/* The order into `order` (count int64). */
int32_t noodle_argsort(
    Ctx *ctx, int64_t dtype, void *items, int64_t *order, int64_t count, int64_t stable);
/* First place to insert at (right = 0), or the last (right = 1), in sorted doubles or ints. */
int64_t noodle_search_f64(const double *items, int64_t count, double value, int64_t right);
int64_t noodle_search_i64(const int64_t *items, int64_t count, int64_t value, int64_t right);
/* The k-th smallest of count > k >= 0 doubles and the one behind it (the last: itself), or NaN twice
 * where there is one. Nonzero: no memory (trap set). */
int32_t noodle_select_f64(
    Ctx *ctx, const double *items, int64_t count, int64_t k, double *found);

/* --- text: kind is the bytes of a code point (1, 2, 4) --- */

int64_t noodle_text_equal(
    int64_t kind, const void *data, int64_t length, int64_t kind2, const void *data2,
    int64_t length2);
/* -1, 0, 1 by code points. */
int64_t noodle_text_compare(
    int64_t kind, const void *data, int64_t length, int64_t kind2, const void *data2,
    int64_t length2);
/* Index of the first occurrence at or behind start, or -1. */
int64_t noodle_text_find(
    int64_t kind, const void *data, int64_t length, int64_t kind2, const void *data2,
    int64_t length2, int64_t start);
int64_t noodle_text_count(
    int64_t kind, const void *data, int64_t length, int64_t kind2, const void *data2,
    int64_t length2);
/* Equal texts of any kinds have equal hashes. */
int64_t noodle_text_hash(int64_t kind, const void *data, int64_t length);

/* --- vectors: the unboxed lists --- */

typedef struct Vector {
    char *data;
    int64_t length, capacity; /* in items */
    Buffer *owner;
} Vector;

/* Room for `extra` more items (growing by half, so appending is cheap). Nonzero: trap MEMORY. */
int32_t noodle_vector_reserve(Ctx *ctx, Vector *vector, int64_t extra, int64_t item_bytes);
/* Opens a gap of `count` items at index (0..length) and lengthens the vector. */
int32_t noodle_vector_open(
    Ctx *ctx, Vector *vector, int64_t index, int64_t count, int64_t item_bytes);
/* Closes `count` items at index. */
void noodle_vector_close(Vector *vector, int64_t index, int64_t count, int64_t item_bytes);
/* Appends copies; `items` may lie in the vector itself. */
int32_t noodle_vector_extend(
    Ctx *ctx, Vector *vector, const void *items, int64_t count, int64_t item_bytes);
void noodle_vector_reverse(Vector *vector, int64_t item_bytes);

/* --- maps: 8-byte keys (compared as integers) to 8-byte values, in insertion order --- */

typedef struct Map {
    int64_t length;            /* entries that are present */
    int64_t used;              /* entries in the list, with the deleted */
    int64_t capacity;          /* of the list; the index has twice as many places */
    Buffer *owner;             /* of this struct */
    Buffer *storage;           /* of the list and the index */
    int64_t *entries;          /* key, value, present */
    int32_t *index;            /* 0 empty, -1 deleted, else 1 + position in the list */
    int64_t moves;             /* how often the list was rebuilt */
} Map;

Map *noodle_map_new(Ctx *ctx);                        /* NULL: trap MEMORY */
int64_t *noodle_map_find(const Map *map, int64_t key); /* its value's place, or NULL */
/* The place of the key's value, new ones are 0; NULL: trap MEMORY. Valid until the next put. */
int64_t *noodle_map_put(Ctx *ctx, Map *map, int64_t key);
int32_t noodle_map_delete(Map *map, int64_t key);     /* 1 if it was there */
/* The next present entry at or behind `position`, its key and value stored; -1 at the end. */
int64_t noodle_map_next(const Map *map, int64_t position, int64_t *key, int64_t *value);
void noodle_map_clear(Map *map);
void noodle_map_free(Ctx *ctx, Map *map);

/* --- arrays --- */

/* Whether the bytes from the first to the last of two strided arrays meet. */
int32_t noodle_overlap(
    const char *data, const int64_t *dims, const int64_t *strides, int64_t rank,
    int64_t item_bytes, const char *data2, const int64_t *dims2, const int64_t *strides2,
    int64_t rank2, int64_t item_bytes2);

#endif
