/* The call of native code from Python: match, call, box.
 *
 * The arguments are borrowed from the caller for the whole call, GIL or not; shared globals are
 * held by it. What the unit leaves on its Ctx is freed on every way out.
 */
#include "entry.h"

enum Attempt { MISSED, CALLED };

static inline uint64_t version_of(PyObject *dict)
{
    return ((PyDictObject *)dict)->ma_version_tag;
}

static PyObject *find_global(const Entry *entry, PyObject *name)
{
    PyObject *found = PyDict_GetItemWithError(entry->namespace, name);
    if (found == NULL && !PyErr_Occurred())
        found = PyDict_GetItemWithError(entry->builtins, name);
    if (found == NULL)
        PyErr_Clear(); /* keys are exact strings: nothing can fail */
    return found;
}

/* Looks the globals up again. */
static NOINLINE int refresh_globals(Entry *entry)
{
    entry->namespace_version = 0;
    for (int64_t i = 0; i < entry->shared_count; i++) {
        entry->shared[i] = find_global(entry, PyTuple_GET_ITEM(entry->names, i));
        if (entry->shared[i] == NULL)
            return 0;
    }
    for (int64_t i = 0; i < entry->static_count; i++) {
        PyObject *name = PyTuple_GET_ITEM(entry->names, entry->shared_count + i);
        if (find_global(entry, name) != PyTuple_GET_ITEM(entry->statics, i))
            return 0;
    }
    entry->namespace_version = version_of(entry->namespace);
    entry->builtins_version = version_of(entry->builtins);
    return 1;
}

static inline int match(Entry *entry, PyObject *const *args, const Frame *frame)
{
    const Op *op = entry->inputs;
    for (int64_t i = 0; i < entry->arity; i++) {
        if (op->kind == K_FLOAT) { /* the commonest are spelled out for speed */
            if (!unbox_float(args[i], frame->in + op->slot))
                return 0;
            op++;
        }
        else if (op->kind == K_INT) {
            if (!unbox_int(args[i], frame->in + op->slot))
                return 0;
            op++;
        }
        else if (op->kind == K_ARRAY) {
            if (!unbox_array(op++, args[i], frame))
                return 0;
        }
        else if (!unbox(&op, args[i], frame))
            return 0;
    }
    if (entry->namespace == NULL)
        return 1;
    if ((version_of(entry->namespace) != entry->namespace_version
         || version_of(entry->builtins) != entry->builtins_version)
        && !refresh_globals(entry))
        return 0;
    for (int64_t i = 0; i < entry->shared_count; i++)
        if (!unbox(&op, entry->shared[i], frame))
            return 0;
    return 1;
}

static PyObject *integers(const int64_t *values, int64_t count)
{
    PyObject *result = PyTuple_New(count);
    for (int64_t i = 0; result != NULL && i < count; i++) {
        PyObject *value = PyLong_FromLongLong(values[i]);
        if (value == NULL)
            Py_CLEAR(result);
        else
            PyTuple_SET_ITEM(result, i, value);
    }
    return result;
}

/* Trap(kind, place, values, trace, depth) */
static PyObject *make_trap(const Ctx *ctx)
{
    int64_t kept = ctx->depth < TRACE_DEPTH ? ctx->depth : TRACE_DEPTH;
    PyObject *values = integers(ctx->trap_values, 6), *trace = integers(ctx->trace, kept);
    PyObject *trap = NULL;
    if (values != NULL && trace != NULL)
        trap = PyObject_CallFunction(
            state.trap_class, "LLOOL", (long long)ctx->trap_kind, (long long)ctx->trap_place,
            values, trace, (long long)ctx->depth);
    Py_XDECREF(values);
    Py_XDECREF(trace);
    return trap;
}

/* What the handler says of a trap: for a function it raises, for a region it returns the error. */
static PyObject *report(const Entry *entry, const Ctx *ctx)
{
    PyObject *trap = make_trap(ctx);
    if (trap == NULL)
        return NULL;
    PyObject *arguments[2] = {entry->compiled, trap};
    PyObject *result = PyObject_Vectorcall(entry->on_trap, arguments, 2, NULL);
    Py_DECREF(trap);
    return result;
}

/* The exception that is set, and no longer is. */
static PyObject *take_exception(void)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback != NULL && value != NULL)
        PyException_SetTraceback(value, traceback);
    Py_XDECREF(type);
    Py_XDECREF(traceback);
    return value;
}

/* A region's variables are stored whatever ended it: its last result is the error. */
static PyObject *region_with_error(const Entry *entry, const int64_t *out, Ctx *ctx, PyObject *error)
{
    if (error == NULL)
        return NULL;
    PyObject *result = box_results(entry->results, entry->result_ops, out, ctx);
    if (result == NULL)
        Py_DECREF(error);
    else if (PyTuple_SetItem(result, PyTuple_GET_SIZE(result) - 1, error) != 0)
        Py_CLEAR(result);
    return result;
}

static NOINLINE PyObject *failed(int32_t code, const Entry *entry, const int64_t *out, Ctx *ctx)
{
    if (code == TRAPPED && ctx->trap_kind == 0)
        PyErr_SetNone(state.interrupt_class);
    else if (code == TRAPPED) {
        PyObject *error = report(entry, ctx);
        return entry->region ? region_with_error(entry, out, ctx, error) : error;
    }
    if (!PyErr_Occurred())
        PyErr_SetString(state.system_error, "native code left without a result");
    return entry->region ? region_with_error(entry, out, ctx, take_exception()) : NULL;
}

static PyObject *run_entry(Entry *entry, const Frame *frame)
{
    Ctx *ctx = frame->ctx;
    int64_t *out = __builtin_alloca((size_t)entry->out_slots * 8 + 8);
    PyObject *result;
    if (entry->region)
        memset(out, 0, (size_t)entry->out_slots * 8);
    start_context(ctx, NULL);
    int32_t code = entry->code(ctx, frame->in, out);
    if (ctx->thread_state != NULL)
        PyEval_RestoreThread(ctx->thread_state);
    if (UNLIKELY(code != DONE))
        result = failed(code, entry, out, ctx);
    else if (entry->results->kind == K_FLOAT)
        result = box_float(out);
    else
        result = box_results(entry->results, entry->result_ops, out, ctx);
    return result;
}

static void release_entry(Entry *entry);

/* Shared globals may be rebound while the GIL is away. */
static NOINLINE PyObject *run_holding_shared(Entry *entry, const Frame *frame)
{
    int64_t count = entry->shared_count;
    PyObject **held = __builtin_alloca((size_t)count * sizeof *held);
    for (int64_t i = 0; i < count; i++)
        held[i] = new_reference(entry->shared[i]);
    PyObject *result = run_entry(entry, frame);
    for (int64_t i = 0; i < count; i++)
        Py_DECREF(held[i]);
    return result;
}

static void move_to_front(Dispatcher *dispatcher, int64_t index)
{
    Entry *entry = dispatcher->entries[index];
    memmove(dispatcher->entries + 1, dispatcher->entries, (size_t)index * sizeof(Entry *));
    dispatcher->entries[0] = entry;
}

/* Its own function, so that the stack it takes is given back before a miss is called. */
static NOINLINE enum Attempt attempt(
    Dispatcher *dispatcher, int64_t index, PyObject *const *args, PyObject **result)
{
    Entry *entry = dispatcher->entries[index];
    Ctx ctx;
    ctx.buffers = NULL;
    Frame frame = {&ctx, NULL, NULL, NULL};
    frame.in = __builtin_alloca((size_t)entry->in_slots * 8 + 8);
    frame.buffers = __builtin_alloca((size_t)entry->buffers * sizeof(Buffer) + 8);
    frame.constants = ((PyTupleObject *)entry->constants)->ob_item;
    if (!match(entry, args, &frame)) {
        free_buffers(&ctx);
        return MISSED;
    }
    if (index != 0)
        move_to_front(dispatcher, index);
    entry->users++;
    *result = entry->shared_count == 0 ? run_entry(entry, &frame)
                                       : run_holding_shared(entry, &frame);
    if (UNLIKELY(ctx.buffers != NULL))
        free_buffers(&ctx);
    release_entry(entry);
    return CALLED;
}

static PyObject *call_dispatcher(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    Dispatcher *dispatcher = (Dispatcher *)self;
    PyObject *result;
    for (int64_t i = 0; i < dispatcher->count; i++)
        if (dispatcher->entries[i]->arity == count
            && attempt(dispatcher, i, args, &result) == CALLED)
            return result;
    return PyObject_Vectorcall(dispatcher->miss, args, (size_t)count, NULL);
}
