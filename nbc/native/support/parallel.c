/* Parallel loops: chunks of an index range, taken by threads from a shared counter.
 *
 * Each chunk has a Ctx of its own. Which chunks run is decided as if they ran in order: when one
 * fails, those behind it are cancelled and those before it are finished, so that the trap of the
 * lowest failing chunk is the loop's whatever the number of threads.
 *
 * The loop outlives the runner if it must: it waits for every thread that still works, since those
 * use the caller's stack. A thread that comes too late finds the job over.
 */
#include "state.h"
#include <unistd.h>

#define MOST_PARTS 64 /* also in nbc/native/lower/arrays/splitting.py */

typedef struct Job {
    Ctx *parent;
    Body body;
    void *env;
    int64_t n, chunks;
    int64_t next;      /* chunk to be taken; atomic */
    int64_t failed;    /* lowest chunk that trapped, or `chunks`; atomic */
    int64_t stopped;   /* set: all chunks are to stop; atomic */
    int64_t active;    /* threads at work; with the GIL */
    int64_t is_over;   /* with the GIL */
    int64_t *cancel;   /* one flag per chunk: a lower one failed */
    int64_t lock;      /* of what follows */
    Ctx trap;          /* the lowest chunk's trap_* and trace */
    Buffer *buffers;   /* what chunks left */
} Job;

static void lock_job(Job *job)
{
    while (__atomic_exchange_n(&job->lock, 1, __ATOMIC_ACQUIRE) != 0)
        __builtin_ia32_pause();
}

static void unlock_job(Job *job)
{
    __atomic_store_n(&job->lock, 0, __ATOMIC_RELEASE);
}

/* n * chunk / chunks without overflow. */
static int64_t chunk_start(int64_t n, int64_t chunk, int64_t chunks)
{
    return n / chunks * chunk + n % chunks * chunk / chunks;
}

static int32_t run_in_order(Ctx *ctx, Body body, void *env, int64_t n, int64_t chunks)
{
    int64_t outer = ctx->chunk;
    int32_t code = DONE;
    for (int64_t chunk = 0; chunk < chunks && code == DONE; chunk++) {
        ctx->chunk = chunk;
        code = body(ctx, env, chunk_start(n, chunk, chunks), chunk_start(n, chunk + 1, chunks));
    }
    ctx->chunk = outer;
    return code;
}

static void copy_trap(Ctx *to, const Ctx *from)
{
    int64_t kept = from->depth < TRACE_DEPTH ? from->depth : TRACE_DEPTH;
    to->trap_kind = from->trap_kind;
    to->trap_place = from->trap_place;
    to->depth = from->depth;
    memcpy(to->trap_values, from->trap_values, sizeof to->trap_values);
    memcpy(to->trace, from->trace, (size_t)kept * sizeof *to->trace);
}

static void move_buffers(Buffer **to, Ctx *from)
{
    Buffer *last = from->buffers;
    if (last == NULL)
        return;
    while (last->next != NULL)
        last = last->next;
    last->next = *to;
    if (*to != NULL)
        (*to)->prev = last;
    *to = from->buffers;
    from->buffers = NULL;
}

static void note_failure(Job *job, int64_t chunk, const Ctx *ctx)
{
    if (ctx->trap_kind == 0) {
        __atomic_store_n(&job->stopped, is_cancelled(job->parent), __ATOMIC_RELAXED);
        return;
    }
    if (chunk >= job->failed)
        return;
    for (int64_t higher = chunk + 1; higher < job->chunks; higher++)
        __atomic_store_n(&job->cancel[higher], 1, __ATOMIC_RELAXED);
    __atomic_store_n(&job->failed, chunk, __ATOMIC_RELAXED);
    copy_trap(&job->trap, ctx);
}

static int32_t run_chunk(Job *job, int64_t chunk, Ctx *ctx)
{
    ctx->chunk = chunk;
    ctx->cancel = &job->cancel[chunk];
    ctx->depth = 0;
    ctx->trap_kind = 0;
    ctx->buffers = NULL;
    int32_t code = job->body(
        ctx, job->env, chunk_start(job->n, chunk, job->chunks),
        chunk_start(job->n, chunk + 1, job->chunks));
    if (code == DONE && ctx->buffers == NULL)
        return code;
    lock_job(job);
    move_buffers(&job->buffers, ctx);
    if (code == TRAPPED)
        note_failure(job, chunk, ctx);
    unlock_job(job);
    return code;
}

/* With the GIL, which is released while chunks run. False: an exception is set. */
static int work_on(Job *job)
{
    Ctx ctx;
    int32_t code = DONE;
    start_context(&ctx, job->parent);
    ctx.thread_state = PyEval_SaveThread();
    ctx.last_poll_ns = ctx.last_signals_ns = now_ns();
    while (code != RAISED && !__atomic_load_n(&job->stopped, __ATOMIC_RELAXED)) {
        int64_t chunk = __atomic_fetch_add(&job->next, 1, __ATOMIC_RELAXED);
        if (chunk >= job->chunks || chunk > __atomic_load_n(&job->failed, __ATOMIC_RELAXED))
            break;
        code = run_chunk(job, chunk, &ctx);
    }
    if (ctx.thread_state != NULL)
        PyEval_RestoreThread(ctx.thread_state);
    return code != RAISED;
}

static void stop_job(Job *job)
{
    __atomic_store_n(&job->stopped, 1, __ATOMIC_RELAXED);
    for (int64_t chunk = 0; chunk < job->chunks; chunk++)
        __atomic_store_n(&job->cancel[chunk], 1, __ATOMIC_RELAXED);
}

/* --- the builtin that the runner gets --- */

static PyObject *call_work(PyObject *self, PyObject *Py_UNUSED(args))
{
    Job *job = PyCapsule_GetPointer(self, NULL);
    int done = 1;
    if (job == NULL)
        return NULL;
    if (!job->is_over) {
        job->active++;
        done = work_on(job);
        job->active--;
    }
    return done ? new_reference(state.none) : NULL;
}

static PyMethodDef work_method = {"work", call_work, METH_NOARGS, NULL};

/* Both go with the last thread that knows the job. */
static void free_job(PyObject *capsule)
{
    Job *job = PyCapsule_GetPointer(capsule, NULL);
    free(job->cancel);
    free(job);
}

/* With the GIL, whatever exception is set. */
static void wait_for_threads(Job *job, int finished)
{
    job->is_over = 1;
    if (!finished)
        stop_job(job);
    while (job->active > 0) {
        PyThreadState *thread_state = PyEval_SaveThread();
        usleep(50);
        PyEval_RestoreThread(thread_state);
    }
}

/* With the GIL. False: an exception is set. */
static int call_runner(Job *job, PyObject *capsule, int64_t workers)
{
    PyObject *work = PyCFunction_NewEx(&work_method, capsule, NULL), *result = NULL;
    if (work != NULL)
        result = PyObject_CallFunction(state.runner, "OL", work, (long long)workers);
    Py_XDECREF(work);
    Py_XDECREF(result);
    wait_for_threads(job, result != NULL);
    return result != NULL;
}

static int32_t finish_job(Job *job, int finished)
{
    Ctx *parent = job->parent;
    Ctx left = {.buffers = job->buffers};
    move_buffers(&parent->buffers, &left);
    if (!finished)
        return RAISED;
    if (job->failed < job->chunks)
        copy_trap(parent, &job->trap);
    else if (job->stopped)
        parent->trap_kind = 0;
    else
        return DONE;
    return TRAPPED;
}

static Job *new_job(Ctx *ctx, Body body, void *env, int64_t n, int64_t chunks)
{
    Job *job = calloc(1, sizeof *job);
    int64_t *cancel = calloc((size_t)chunks, sizeof *cancel);
    if (job == NULL || cancel == NULL) {
        free(job);
        free(cancel);
        return NULL;
    }
    job->parent = ctx;
    job->body = body;
    job->env = env;
    job->n = n;
    job->chunks = job->failed = chunks;
    job->cancel = cancel;
    return job;
}

/* Takes the job over. */
static int32_t run_job(Ctx *ctx, Job *job, int64_t workers)
{
    int released = ctx->thread_state != NULL;
    int32_t code = RAISED;
    if (released)
        PyEval_RestoreThread(ctx->thread_state);
    ctx->thread_state = NULL;
    PyObject *capsule = PyCapsule_New(job, NULL, free_job);
    if (capsule != NULL) {
        code = finish_job(job, call_runner(job, capsule, workers));
        Py_DECREF(capsule);
    }
    if (released && code != RAISED)
        ctx->thread_state = PyEval_SaveThread();
    return code;
}

int32_t noodle_parallel(Ctx *ctx, Body body, void *env, int64_t n, int64_t chunks)
{
    int64_t workers = state.threads < chunks ? state.threads : chunks;
    if (workers <= 1 || ctx->parent != NULL || state.runner == NULL)
        return run_in_order(ctx, body, env, n, chunks);
    Job *job = new_job(ctx, body, env, n, chunks);
    if (job == NULL)
        return run_in_order(ctx, body, env, n, chunks);
    return run_job(ctx, job, workers);
}

/* Whole unless there is much to do; then in chunks of at least a quarter of that. */
int32_t noodle_split(
    Ctx *ctx, Body body, int64_t *env, int64_t n, int64_t count, int64_t least, Gather gather)
{
    int64_t chunks = 1;
    if (UNLIKELY(count >= least)) {
        chunks = count / (least / 4 + 1);
        chunks = chunks < MOST_PARTS ? chunks : MOST_PARTS;
        chunks = chunks < n ? chunks : n;
    }
    env[1] = n > 0 ? n : 1;
    env[2] = chunks;
    if (chunks <= 1)
        return body(ctx, env, 0, n);
    int32_t code = noodle_parallel(ctx, body, env, n, chunks);
    if (code == DONE && gather != NULL)
        gather(env, chunks);
    return code;
}

static PyObject *set_runner(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *runner;
    long long threads;
    if (!PyArg_ParseTuple(args, "OL", &runner, &threads))
        return NULL;
    Py_XSETREF(state.runner, new_reference(runner));
    state.threads = threads;
    return new_reference(state.none);
}
