/* What long-running native code does now and then: let other threads run, notice interrupts.
 *
 * A unit counts fuel down, roughly one per iteration of a loop, and polls below zero. Fuel is short
 * at first and doubles while polls come fast, so that heavy iterations are noticed early. The GIL
 * is released once that pays: short calls keep it. Only the main thread handles signals, and asking
 * for them takes the GIL, so it asks every SIGNALS_EVERY_NS; other threads never do.
 */
#include "state.h"
#include <pthread.h>
#include <time.h>

#define FIRST_FUEL 1024
#define MOST_FUEL 16384
#define LEAST_FUEL 16
#define SLOW_POLL_NS 8000000 /* fuel that lasts longer is made less */
#define FAST_POLL_NS 500000  /* fuel that lasts no longer is made more */
#define RELEASE_AFTER_NS 40000
#define SIGNALS_EVERY_NS 12000000
#define STACK_MARGIN (256 << 10)
#define UNKNOWN_STACK (512 << 10)

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static int is_cancelled(const Ctx *ctx)
{
    for (; ctx != NULL; ctx = ctx->parent)
        if (ctx->cancel != NULL && __atomic_load_n(ctx->cancel, __ATOMIC_RELAXED) != 0)
            return 1;
    return 0;
}

/* With the GIL. Keeps it when a signal handler raised. */
static int32_t handle_signals(Ctx *ctx)
{
    if (PyErr_CheckSignals() != 0)
        return RAISED;
    ctx->thread_state = PyEval_SaveThread();
    return DONE;
}

/* Iterations can cost more than their fuel says. */
static void adapt_refill(Ctx *ctx, int64_t elapsed_ns)
{
    if (elapsed_ns > SLOW_POLL_NS && ctx->refill > LEAST_FUEL)
        ctx->refill /= 4;
    else if (elapsed_ns < FAST_POLL_NS && ctx->refill < MOST_FUEL)
        ctx->refill *= 2;
}

/* The first poll only looks at the clock, but for work charged all at once. */
static int is_long(const Ctx *ctx, int64_t now)
{
    return ctx->fuel < -MOST_FUEL
           || (ctx->last_poll_ns != 0 && now - ctx->last_signals_ns > RELEASE_AFTER_NS);
}

int32_t noodle_poll(Ctx *ctx)
{
    int64_t now = now_ns();
    if (is_cancelled(ctx)) {
        ctx->trap_kind = 0;
        return TRAPPED;
    }
    if (ctx->thread_state == NULL && is_long(ctx, now))
        ctx->thread_state = PyEval_SaveThread();
    if (ctx->last_poll_ns == 0)
        ctx->last_signals_ns = now;
    else
        adapt_refill(ctx, now - ctx->last_poll_ns);
    ctx->last_poll_ns = now;
    ctx->fuel = ctx->refill;
    if (now - ctx->last_signals_ns < SIGNALS_EVERY_NS)
        return DONE;
    ctx->last_signals_ns = now;
    if (PyThread_get_thread_ident() != state.main_thread)
        return DONE;
    if (ctx->thread_state != NULL)
        PyEval_RestoreThread(ctx->thread_state);
    ctx->thread_state = NULL;
    return handle_signals(ctx);
}

/* --- the end of the stack of the thread that calls --- */

#define KNOWN_STACKS 64

static struct { uint64_t thread; int64_t limit; } known_stacks[KNOWN_STACKS];

static NOINLINE int64_t find_stack_limit(void)
{
    pthread_attr_t attributes;
    void *low = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        if (pthread_attr_getstack(&attributes, &low, &size) != 0)
            low = NULL;
        pthread_attr_destroy(&attributes);
    }
    if (low == NULL)
        return (int64_t)(intptr_t)__builtin_frame_address(0) - UNKNOWN_STACK;
    return (int64_t)(intptr_t)low + STACK_MARGIN;
}

/* With the GIL. Ids of thread states are never used twice in a process. */
static int64_t stack_limit_of_thread(void)
{
    uint64_t thread = PyThreadState_GetID(PyThreadState_Get());
    int64_t place = (int64_t)(thread % KNOWN_STACKS);
    if (UNLIKELY(known_stacks[place].thread != thread || known_stacks[place].limit == 0)) {
        known_stacks[place].limit = find_stack_limit();
        known_stacks[place].thread = thread;
    }
    return known_stacks[place].limit;
}

/* All but the traces; `buffers` is left as it is. */
static inline void start_context(Ctx *ctx, Ctx *parent)
{
    ctx->fuel = FIRST_FUEL;
    ctx->thread_state = NULL;
    ctx->last_poll_ns = 0;
    ctx->cancel = NULL;
    ctx->stack_limit = stack_limit_of_thread();
    ctx->trap_kind = 0;
    ctx->trap_place = 0;
    memset(ctx->trap_values, 0, sizeof ctx->trap_values);
    ctx->depth = 0;
    ctx->parent = parent;
    ctx->chunk = 0;
    ctx->refill = FIRST_FUEL;
}
