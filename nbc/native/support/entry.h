/* A dispatcher and its specialisations: the objects behind a function or region that has native
 * code. `entry.c` calls them, `dispatcher.c` makes them and frees them. */
#ifndef NOODLE_ENTRY_H
#define NOODLE_ENTRY_H

#include "state.h"

/* One specialisation. It is freed when no call runs in it and no dispatcher lists it. */
typedef struct Entry {
    int64_t users;
    Unit code;
    int64_t arity, shared_count, static_count;
    int64_t input_ops, result_ops;
    int64_t in_slots, out_slots, buffers;
    int64_t region;
    Op *inputs;  /* of the arguments, then of the shared globals */
    Op *results;
    PyObject *compiled, *on_trap;
    PyObject *namespace, *builtins; /* dicts where globals are looked up; NULL: no globals */
    uint64_t namespace_version, builtins_version;
    PyObject *names;     /* tuple: of the shared, then of the statics */
    PyObject *statics;   /* tuple: what the statics must be */
    PyObject *constants; /* tuple: what inputs with K_CONSTANT must be */
    PyObject **shared;   /* borrowed from the namespaces while their versions stand */
} Entry;

typedef struct Dispatcher {
    PyObject_HEAD
    PyMethodDef method;
    PyObject *name, *miss;
    int64_t count, capacity;
    Entry **entries;
} Dispatcher;

#endif
