/* The type of dispatchers: creation, `add`, `clear`, garbage collection.
 *
 * `dispatcher.callable()` is the builtin that calls; it holds the dispatcher, whose method
 * definition it points to. Cycles through `miss` and namespaces are the collector's.
 */
#include "entry.h"

static void release_entry(Entry *entry)
{
    if (--entry->users > 0)
        return;
    Py_XDECREF(entry->compiled);
    Py_XDECREF(entry->on_trap);
    Py_XDECREF(entry->namespace);
    Py_XDECREF(entry->builtins);
    Py_XDECREF(entry->names);
    Py_XDECREF(entry->statics);
    Py_XDECREF(entry->constants);
    free(entry->shared);
    free(entry->inputs);
    free(entry->results);
    free(entry);
}

static void forget_entries(Dispatcher *dispatcher)
{
    Entry **entries = dispatcher->entries;
    int64_t count = dispatcher->count;
    dispatcher->entries = NULL;
    dispatcher->count = dispatcher->capacity = 0;
    for (int64_t i = 0; i < count; i++)
        release_entry(entries[i]);
    free(entries);
}

static int traverse_dispatcher(PyObject *self, visitproc visit, void *arg)
{
    Dispatcher *dispatcher = (Dispatcher *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(dispatcher->miss);
    for (int64_t i = 0; i < dispatcher->count; i++) {
        Entry *entry = dispatcher->entries[i];
        if (entry->users > 1)
            continue; /* a call holds it too: it is no garbage */
        Py_VISIT(entry->compiled);
        Py_VISIT(entry->on_trap);
        Py_VISIT(entry->namespace);
        Py_VISIT(entry->builtins);
        Py_VISIT(entry->names);
        Py_VISIT(entry->statics);
        Py_VISIT(entry->constants);
    }
    return 0;
}

static int clear_dispatcher(PyObject *self)
{
    forget_entries((Dispatcher *)self);
    Py_CLEAR(((Dispatcher *)self)->miss);
    return 0;
}

static void free_dispatcher(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    clear_dispatcher(self);
    Py_CLEAR(((Dispatcher *)self)->name);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyObject *new_dispatcher(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(keywords))
{
    PyObject *name, *miss;
    if (!PyArg_ParseTuple(args, "UO", &name, &miss))
        return NULL;
    const char *text = PyUnicode_AsUTF8(name);
    Dispatcher *dispatcher = text == NULL ? NULL : (Dispatcher *)type->tp_alloc(type, 0);
    if (dispatcher == NULL)
        return NULL;
    dispatcher->name = new_reference(name);
    dispatcher->miss = new_reference(miss);
    dispatcher->method.ml_name = text;
    dispatcher->method.ml_meth = (PyCFunction)(void (*)(void))call_dispatcher;
    dispatcher->method.ml_flags = METH_FASTCALL;
    return (PyObject *)dispatcher;
}

static PyObject *get_callable(PyObject *self, PyObject *Py_UNUSED(args))
{
    return PyCFunction_NewEx(&((Dispatcher *)self)->method, self, NULL);
}

static PyObject *clear_entries(PyObject *self, PyObject *Py_UNUSED(args))
{
    forget_entries((Dispatcher *)self);
    return new_reference(state.none);
}

static Op *copy_ops(PyObject *packed, int64_t *count)
{
    *count = PyBytes_GET_SIZE(packed) / (int64_t)sizeof(Op);
    Op *ops = malloc((size_t)PyBytes_GET_SIZE(packed) + 1);
    if (ops != NULL)
        memcpy(ops, PyBytes_AS_STRING(packed), (size_t)PyBytes_GET_SIZE(packed));
    return ops;
}

/* Fills what is not a number; `entry` is zeroed memory. */
static int fill_entry(Entry *entry, PyObject *inputs, PyObject *results, PyObject *objects)
{
    PyObject *compiled, *on_trap, *namespace, *builtins, *names, *statics, *constants;
    entry->inputs = copy_ops(inputs, &entry->input_ops);
    entry->results = copy_ops(results, &entry->result_ops);
    entry->shared = malloc((size_t)entry->shared_count * sizeof *entry->shared + 1);
    if (!PyArg_ParseTuple(
            objects, "OOOOOOO", &compiled, &on_trap, &namespace, &builtins, &names, &statics,
            &constants))
        return -1;
    entry->compiled = new_reference(compiled);
    entry->on_trap = new_reference(on_trap);
    if (entry->shared_count + entry->static_count > 0) {
        entry->namespace = new_reference(namespace);
        entry->builtins = new_reference(builtins);
    }
    entry->names = new_reference(names);
    entry->statics = new_reference(statics);
    entry->constants = new_reference(constants);
    if (entry->inputs != NULL && entry->results != NULL && entry->shared != NULL)
        return 0;
    PyErr_NoMemory();
    return -1;
}

static int append_entry(Dispatcher *dispatcher, Entry *entry)
{
    if (dispatcher->count == dispatcher->capacity) {
        int64_t capacity = 2 * dispatcher->capacity + 2;
        Entry **entries = realloc(dispatcher->entries, (size_t)capacity * sizeof *entries);
        if (entries == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        dispatcher->entries = entries;
        dispatcher->capacity = capacity;
    }
    dispatcher->entries[dispatcher->count++] = entry;
    move_to_front(dispatcher, dispatcher->count - 1);
    return 0;
}

/* add(address, (arity, shared, statics, in_slots, out_slots, buffers, region), inputs, results,
 *     (compiled, on_trap, namespace, builtins, names, statics, constants)) */
static PyObject *add_entry(PyObject *self, PyObject *args)
{
    PyObject *inputs, *results, *objects;
    long long address, arity, shared, statics, in_slots, out_slots, buffers, region;
    if (!PyArg_ParseTuple(
            args, "L(LLLLLLL)SSO", &address, &arity, &shared, &statics, &in_slots, &out_slots,
            &buffers, &region, &inputs, &results, &objects))
        return NULL;
    Entry *entry = calloc(1, sizeof *entry);
    if (entry == NULL)
        return PyErr_NoMemory();
    entry->users = 1;
    entry->code = (Unit)(intptr_t)address;
    entry->arity = arity;
    entry->shared_count = shared;
    entry->static_count = statics;
    entry->in_slots = in_slots;
    entry->out_slots = out_slots;
    entry->buffers = buffers;
    entry->region = region;
    if (fill_entry(entry, inputs, results, objects) == 0
        && append_entry((Dispatcher *)self, entry) == 0)
        return new_reference(state.none);
    release_entry(entry);
    return NULL;
}

static PyMethodDef dispatcher_methods[] = {
    {"callable", get_callable, METH_NOARGS, NULL},
    {"clear", clear_entries, METH_NOARGS, NULL},
    {"add", add_entry, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL}};

static PyType_Slot dispatcher_slots[] = {
    {Py_tp_new, new_dispatcher},
    {Py_tp_dealloc, free_dispatcher},
    {Py_tp_traverse, traverse_dispatcher},
    {Py_tp_clear, clear_dispatcher},
    {Py_tp_methods, dispatcher_methods},
    {0, NULL}};

static PyType_Spec dispatcher_spec = {
    "nbc.native.support.NativeDispatcher", sizeof(Dispatcher), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, dispatcher_slots};
