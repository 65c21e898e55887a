/* From slots to Python values.
 *
 * An array that is an argument comes back as that object; a view of one gets it as base; a block
 * that native code allocated becomes an array that owns it. Several results may share a block: the
 * one that covers it whole becomes the owner (`adopt_blocks` runs first), the others its views.
 */
#include "state.h"

static PyObject *box(const Op **op, const int64_t *out, Ctx *ctx);

static PyObject *box_float(const void *bits)
{
    double value;
    memcpy(&value, bits, 8);
    return PyFloat_FromDouble(value);
}

static PyObject *box_complex(const void *bits)
{
    double parts[2];
    memcpy(parts, bits, 16);
    return PyComplex_FromDoubles(parts[0], parts[1]);
}

/* One scalar from slots into memory. */
static inline void store_item(enum Dtype dtype, const int64_t *slot, void *item)
{
    if (dtype == C64) {
        memcpy(item, slot, 4);
        memcpy((char *)item + 4, slot + 1, 4);
    }
    else {
        memcpy(item, slot, (size_t)item_bytes_of[dtype]);
    }
}

static PyObject *box_strong(enum Dtype dtype, const int64_t *slot)
{
    if (dtype == BOOL)
        return new_reference(PyArrayScalar_FromLong((int)(*slot & 1)));
    PyObject *scalar = state.scalars[dtype]->tp_alloc(state.scalars[dtype], 0);
    if (scalar != NULL)
        store_item(dtype, slot, (char *)scalar + sizeof(PyObject));
    return scalar;
}

static double real_part(enum Dtype dtype, const int64_t *slot)
{
    double real;
    float half;
    switch (dtype) {
    case F64: case C128:
        memcpy(&real, slot, 8);
        return real;
    case F32: case C64:
        memcpy(&half, slot, 4);
        return half;
    case U64:
        return (double)(uint64_t)*slot;
    default:
        return (double)*slot;
    }
}

static PyObject *box_mixed(const Op **op, const int64_t *out, Ctx *ctx)
{
    const Op *mixed = (*op)++;
    const int64_t *slot = out + mixed->slot;
    if (!(slot[mixed->count] & 1))
        return box(op, out, ctx);
    enum Dtype dtype = (*op)++->dtype;
    if (mixed->text_kind == INSTEAD_INT && dtype < F32)
        return PyLong_FromLongLong(*slot);
    double real = real_part(dtype, slot);
    if (mixed->text_kind == INSTEAD_INT)
        return PyLong_FromDouble(real);
    if (mixed->text_kind == INSTEAD_FLOAT)
        return PyFloat_FromDouble(real);
    return new_reference(real != 0 ? state.true_value : state.false_value);
}

static PyObject *box_item(const Op *op, const void *item)
{
    int64_t slot[2];
    Op first = *op;
    const Op *one = &first;
    first.slot = 0;
    load_item(op->dtype, item, slot);
    return box(&one, slot, NULL);
}

static PyObject *box_list(const Op **op, const int64_t *out)
{
    const Op *list = (*op)++, *item = (*op)++;
    const int64_t *slot = out + list->slot;
    const char *data = (const char *)(intptr_t)slot[0];
    Buffer *owner = (Buffer *)(intptr_t)slot[3];
    if (list->flags & IS_ARGUMENT && owner != NULL && owner->object != NULL)
        return new_reference(owner->object);
    PyObject *result = PyList_New(slot[1]);
    for (int64_t i = 0; result != NULL && i < slot[1]; i++) {
        PyObject *value = box_item(item, data + i * item_bytes_of[item->dtype]);
        if (value == NULL)
            Py_CLEAR(result);
        else
            PyList_SET_ITEM(result, i, value);
    }
    return result;
}

/* --- arrays --- */

typedef struct Strided {
    char *data;
    Buffer *owner;
    const int64_t *dims, *strides;
} Strided;

static Strided strided(const Op *op, const int64_t *out)
{
    const int64_t *slot = out + op->slot;
    Strided array = {
        (char *)(intptr_t)slot[0], (Buffer *)(intptr_t)slot[1], slot + 2, slot + 2 + op->count};
    return array;
}

static PyObject *new_array(const Op *op, const Strided *array)
{
    PyArray_Descr *descr = state.descrs[op->dtype];
    Py_INCREF(descr);
    return PyArray_NewFromDescr(
        state.array_type, descr, op->count, array->dims, array->strides, array->data,
        op->flags & WRITABLE ? NPY_ARRAY_WRITEABLE : 0, NULL);
}

/* How many bytes of its block the array is, if it starts at the first and has no holes; else -1. */
static int64_t bytes_from_start(const Op *op, const Strided *array)
{
    int64_t size = item_bytes_of[op->dtype], extent = size;
    if (array->data != array->owner->data)
        return -1;
    for (int axis = 0; axis < op->count; axis++) {
        if (array->dims[axis] == 0)
            return 0;
        if (array->dims[axis] > 1 && array->strides[axis] < 0)
            return -1;
        size *= array->dims[axis];
        extent += (array->dims[axis] - 1) * array->strides[axis];
    }
    return size == extent ? size : -1;
}

/* Makes `array` the owner of the block. Native code's view of it stays valid for this call. */
static void give_block(Ctx *ctx, Buffer *owner, PyObject *array)
{
    unlink_buffer(ctx, owner);
    owner->object = array;
    ((PyArrayObject_fields *)array)->mem_handler = new_reference(state.memory_handler);
    PyArray_ENABLEFLAGS((PyArrayObject *)array, NPY_ARRAY_OWNDATA);
}

static PyObject *owner_of_block(const Op *op, const Strided *array, Ctx *ctx)
{
    PyObject *object = new_array(op, array);
    if (object != NULL)
        give_block(ctx, array->owner, object);
    return object;
}

static int adopt_block(const Op *op, const int64_t *out, Ctx *ctx, PyObject *kept)
{
    Strided array = strided(op, out);
    if (array.owner == NULL || array.owner->object != NULL
        || bytes_from_start(op, &array) != array.owner->size_bytes)
        return 0;
    PyObject *object = owner_of_block(op, &array, ctx);
    if (object == NULL)
        return -1;
    int failed = PyList_Append(kept, object);
    Py_DECREF(object);
    return failed;
}

/* Turns blocks that some result covers whole into arrays, so that the other results that share
 * them become views of those. The arrays are appended to the list `kept`. */
static int adopt_blocks(const Op *ops, int64_t count, const int64_t *out, Ctx *ctx, PyObject *kept)
{
    for (int64_t i = 0; i < count;) {
        const Op *op = &ops[i++];
        if (op->kind == K_OPTIONAL && !out[op->slot])
            i += op->count;
        else if (op->kind == K_LIST)
            i++;
        else if (op->kind == K_ARRAY && adopt_block(op, out, ctx, kept) != 0)
            return -1;
    }
    return 0;
}

static int is_same_array(const Op *op, const Strided *array, PyObject *object)
{
    PyArrayObject_fields *other = (PyArrayObject_fields *)object;
    if (other->data != array->data || other->nd != op->count
        || !has_dtype(other->descr, op->dtype))
        return 0;
    int64_t items = 1, differing = 0;
    for (int axis = 0; axis < op->count; axis++) {
        if (other->dimensions[axis] != array->dims[axis])
            return 0;
        items *= array->dims[axis];
        differing += array->dims[axis] > 1 && other->strides[axis] != array->strides[axis];
    }
    return differing == 0 || items == 0;
}

static PyObject *view_of(const Op *op, const Strided *array, PyObject *base)
{
    PyObject *view = new_array(op, array);
    if (view == NULL)
        return NULL;
    if (!PyArray_ISWRITEABLE((PyArrayObject *)base))
        PyArray_CLEARFLAGS((PyArrayObject *)view, NPY_ARRAY_WRITEABLE);
    if (PyArray_SetBaseObject((PyArrayObject *)view, new_reference(base)) != 0)
        Py_CLEAR(view);
    return view;
}

/* A part of a new block: the block becomes an array of bytes that is the base. */
static PyObject *view_of_block(const Op *op, const Strided *array, Ctx *ctx)
{
    Op bytes = {.kind = K_ARRAY, .dtype = U8, .flags = WRITABLE, .count = 1};
    int64_t one = 1;
    Strided whole = {array->owner->data, array->owner, &array->owner->size_bytes, &one};
    PyObject *base = new_array(&bytes, &whole);
    if (base == NULL)
        return NULL;
    give_block(ctx, array->owner, base);
    PyObject *view = view_of(op, array, base);
    Py_DECREF(base);
    return view;
}

static PyObject *copy_of_memory(const Op *op, const Strided *array)
{
    PyObject *view = new_array(op, array);
    if (view == NULL)
        return NULL;
    PyObject *copy = PyArray_NewCopy((PyArrayObject *)view, NPY_KEEPORDER);
    Py_DECREF(view);
    return copy;
}

static PyObject *box_array(const Op *op, const int64_t *out, Ctx *ctx)
{
    Strided array = strided(op, out);
    if (array.owner == NULL)
        return copy_of_memory(op, &array);
    PyObject *object = array.owner->object;
    if (object != NULL)
        return is_same_array(op, &array, object) ? new_reference(object)
                                                 : view_of(op, &array, object);
    if (bytes_from_start(op, &array) < 0)
        return view_of_block(op, &array, ctx);
    return owner_of_block(op, &array, ctx);
}

/* --- all kinds --- */

static PyObject *box_tuple(const Op **op, const int64_t *out, Ctx *ctx)
{
    const Op *tuple = (*op)++;
    PyObject *result = PyTuple_New(tuple->count);
    for (int i = 0; result != NULL && i < tuple->count; i++) {
        PyObject *value = box(op, out, ctx);
        if (value == NULL)
            Py_CLEAR(result);
        else
            PyTuple_SET_ITEM(result, i, value);
    }
    return result;
}

/* A value whose first slot says whether there is one; `count` is how many operations it has. */
static PyObject *box_optional(const Op **op, const int64_t *out, Ctx *ctx)
{
    const Op *optional = (*op)++;
    if (out[optional->slot])
        return box(op, out, ctx);
    *op += optional->count;
    return new_reference(state.unset);
}

static PyObject *box(const Op **op, const int64_t *out, Ctx *ctx)
{
    const Op *one = *op;
    const int64_t *slot = out + one->slot;
    switch (one->kind) {
    case K_TUPLE: return box_tuple(op, out, ctx);
    case K_LIST: return box_list(op, out);
    case K_OPTIONAL: return box_optional(op, out, ctx);
    case K_MIXED: return box_mixed(op, out, ctx);
    default: (*op)++;
    }
    switch (one->kind) {
    case K_FLOAT: return box_float(slot);
    case K_INT: return PyLong_FromLongLong(*slot);
    case K_BOOL: return new_reference(*slot & 1 ? state.true_value : state.false_value);
    case K_COMPLEX: return box_complex(slot);
    case K_STRONG: return box_strong(one->dtype, slot);
    case K_ARRAY: return box_array(one, out, ctx);
    case K_TEXT:
        return PyUnicode_FromKindAndData((int)slot[0], (const void *)(intptr_t)slot[1], slot[2]);
    default: return new_reference(state.none);
    }
}

static NOINLINE PyObject *box_sharing(const Op *ops, int64_t count, const int64_t *out, Ctx *ctx)
{
    PyObject *kept = PyList_New(0), *result = NULL;
    if (kept != NULL && adopt_blocks(ops, count, out, ctx, kept) == 0)
        result = box(&ops, out, ctx);
    Py_XDECREF(kept);
    return result;
}

/* All results of a unit. */
static PyObject *box_results(const Op *ops, int64_t count, const int64_t *out, Ctx *ctx)
{
    int arrays = 0;
    for (int64_t i = 0; i < count; i++)
        arrays += ops[i].kind == K_ARRAY;
    return arrays > 1 ? box_sharing(ops, count, out, ctx) : box(&ops, out, ctx);
}
