/* What the parts of the library share and native code does not see.
 *
 * No part names a variable of libpython (PyFloat_Type, _Py_NoneStruct, ...): types and singletons
 * are handed over once, by `noodle_start`, so that compiled code needs only functions of Python and
 * runs wherever those are found. Struct layouts are those of CPython 3.11; the binding refuses to
 * load this library into any other version.
 */
#ifndef NOODLE_STATE_H
#define NOODLE_STATE_H

#include "support.h"

#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#define NPY_TARGET_VERSION NPY_2_0_API_VERSION
#define PY_ARRAY_UNIQUE_SYMBOL noodle_numpy
#include <numpy/arrayobject.h>
#include <numpy/arrayscalars.h>

#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define NOINLINE __attribute__((noinline))

/* In the order of ITEM_BYTES in nbc/native/reps.py. */
enum Dtype { BOOL, I8, U8, I16, U16, I32, U32, I64, U64, F32, F64, C64, C128, DTYPES };

/* Traps that this library stores; their numbers are handed over by `noodle_start`. */
enum Trap { MEMORY, ZERO_POWER, POWER_RANGE, COMPLEX_POWER, ROUND_RANGE, COMPLEX_ZERO_POWER,
            COMPLEX_POWER_RANGE, TRAPS };

/* How one value is matched or made; a tuple's items follow it. Packed by plan.py. */
typedef struct Op {
    uint8_t kind, dtype, text_kind, flags; /* text_kind is an Instead for K_MIXED */
    int32_t slot;         /* of the value's first word */
    int32_t count;        /* rank, number of items, or index of a constant */
    int32_t buffer;       /* index of an array's Buffer */
    int32_t mask, wanted; /* of an array's flags */
} Op;

enum Kind { K_FLOAT, K_INT, K_BOOL, K_COMPLEX, K_MIXED, K_STRONG, K_ARRAY, K_TEXT, K_TUPLE, K_LIST,
            K_NONE, K_OPAQUE, K_CONSTANT, K_OPTIONAL };
/* What a K_MIXED value may be besides the operation behind it; its `count` is where the flag is. */
enum Instead { INSTEAD_INT, INSTEAD_FLOAT, INSTEAD_BOOL };
#define EXACT_INTEGERS ((int64_t)1 << 53) /* all up to here are doubles */
enum { UNIT_STRIDE = 1, C_ORDER = 2, F_ORDER = 4, WRITABLE = 8, IS_ARGUMENT = 16 };

static struct {
    PyTypeObject *bool_type, *int_type, *float_type, *complex_type, *str_type, *tuple_type,
        *list_type, *dict_type, *array_type;
    PyObject *none, *true_value, *false_value, *unset, *trap_class, *interrupt_class,
        *system_error;
    PyTypeObject *scalars[DTYPES];
    PyArray_Descr *descrs[DTYPES];
    PyArray_ArrFuncs *functions[DTYPES];
    PyObject *samples[DTYPES]; /* an empty array of each dtype, for functions that ask for one */
    signed char dtype_of_number[NPY_NTYPES_LEGACY];
    PyObject *memory_handler;
    int64_t traps[TRAPS];
    unsigned long main_thread;
    PyObject *runner;
    int64_t threads;
} state;

static const int64_t item_bytes_of[DTYPES] = {1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 8, 16};

static inline PyObject *new_reference(PyObject *object)
{
    Py_INCREF(object);
    return object;
}

/* memory.c */
static void free_block(Buffer *buffer);
static void unlink_buffer(Ctx *ctx, Buffer *buffer);
static void free_buffers(Ctx *ctx);
static void no_memory(Ctx *ctx, int64_t size_bytes);
/* poll.c */
static int64_t stack_limit_of_thread(void);

#endif
