/* From Python values to slots: matching is exact, and a value that does not match is a miss.
 *
 * Reads CPython 3.11's ints, floats and tuples and NumPy's arrays and scalars through their
 * structs. Nothing here raises or runs Python code.
 */
#include "state.h"

/* Where the values of one call go. */
typedef struct Frame {
    Ctx *ctx;
    int64_t *in;
    Buffer *buffers;     /* one per array of the inputs */
    PyObject **constants;
} Frame;

static int unbox(const Op **op, PyObject *value, const Frame *frame);

static inline int unbox_float(PyObject *value, int64_t *slot)
{
    if (Py_TYPE(value) != state.float_type)
        return 0;
    memcpy(slot, &((PyFloatObject *)value)->ob_fval, 8);
    return 1;
}

static inline int is_small_int(PyObject *value, int64_t *result)
{
    Py_ssize_t size = Py_SIZE(value);
    if (size < -1 || size > 1)
        return 0;
    *result = size == 0 ? 0 : size * (int64_t)((PyLongObject *)value)->ob_digit[0];
    return 1;
}

static inline int unbox_int(PyObject *value, int64_t *slot)
{
    int overflow;
    if (Py_TYPE(value) != state.int_type)
        return 0;
    if (is_small_int(value, slot))
        return 1;
    *slot = PyLong_AsLongLongAndOverflow(value, &overflow);
    return overflow == 0;
}

/* One item in memory, as a scalar is in slots. */
static inline void load_item(enum Dtype dtype, const void *item, int64_t *slot)
{
    switch (dtype) {
    case BOOL: case U8: *slot = *(const uint8_t *)item; break;
    case I8: *slot = *(const int8_t *)item; break;
    case I16: *slot = *(const int16_t *)item; break;
    case U16: *slot = *(const uint16_t *)item; break;
    case I32: *slot = *(const int32_t *)item; break;
    case U32: case F32: *slot = *(const uint32_t *)item; break;
    case I64: case U64: case F64: memcpy(slot, item, 8); break;
    case C64:
        slot[0] = ((const uint32_t *)item)[0];
        slot[1] = ((const uint32_t *)item)[1];
        break;
    default: memcpy(slot, item, 16); break;
    }
}

static int has_dtype(PyArray_Descr *descr, enum Dtype dtype)
{
    int number = descr->type_num;
    if (number < 0 || number >= NPY_NTYPES_LEGACY || state.dtype_of_number[number] != (int)dtype)
        return 0;
    return descr->byteorder != '>';
}

/* Strides of axes with one item say nothing; native code may rely on the layout's. */
static void canonical_strides(const Op *op, const int64_t *dims, int64_t *strides)
{
    int64_t step = item_bytes_of[op->dtype];
    int rank = op->count;
    if (op->flags & UNIT_STRIDE && rank > 0)
        strides[rank - 1] = step;
    if (op->flags & C_ORDER)
        for (int axis = rank - 1; axis >= 0; axis--, step *= dims[axis + 1])
            strides[axis] = step;
    if (op->flags & F_ORDER)
        for (int axis = 0; axis < rank; step *= dims[axis], axis++)
            strides[axis] = step;
}

/* Whether one item stands for many: native code stores into items one after the other. */
static NOINLINE int repeats_items(const PyArrayObject_fields *array)
{
    for (int axis = 0; axis < array->nd; axis++)
        if (array->strides[axis] == 0 && array->dimensions[axis] > 1)
            return 1;
    return 0;
}

static inline int unbox_array(const Op *op, PyObject *value, const Frame *frame)
{
    if (Py_TYPE(value) != state.array_type)
        return 0;
    PyArrayObject_fields *array = (PyArrayObject_fields *)value;
    int rank = op->count;
    if (array->nd != rank || (array->flags & op->mask) != op->wanted)
        return 0;
    if (array->descr != state.descrs[op->dtype] && !has_dtype(array->descr, op->dtype))
        return 0;
    if (op->flags & UNIT_STRIDE && array->dimensions[rank - 1] > 1
        && array->strides[rank - 1] != item_bytes_of[op->dtype])
        return 0;
    if (op->flags & WRITABLE && !(op->flags & (C_ORDER | F_ORDER)) && repeats_items(array))
        return 0;
    int64_t *slot = frame->in + op->slot;
    Buffer *buffer = frame->buffers + op->buffer;
    buffer->refcount = BORROWED;
    buffer->data = array->data;
    buffer->object = value;
    buffer->prev = buffer->next = NULL;
    buffer->size_bytes = 0;
    slot[0] = (int64_t)(intptr_t)array->data;
    slot[1] = (int64_t)(intptr_t)buffer;
    for (int axis = 0; axis < rank; axis++) {
        slot[2 + axis] = array->dimensions[axis];
        slot[2 + rank + axis] = array->strides[axis];
    }
    if (op->flags & (UNIT_STRIDE | C_ORDER | F_ORDER))
        canonical_strides(op, slot + 2, slot + 2 + rank);
    return 1;
}

static int unbox_text(const Op *op, PyObject *value, int64_t *slot)
{
    if (Py_TYPE(value) != state.str_type || PyUnicode_READY(value) != 0)
        return 0;
    int64_t kind = PyUnicode_KIND(value);
    if (op->text_kind != 0 && op->text_kind != kind)
        return 0;
    slot[0] = kind;
    slot[1] = (int64_t)(intptr_t)PyUnicode_DATA(value);
    slot[2] = PyUnicode_GET_LENGTH(value);
    return 1;
}

static int unbox_tuple(const Op **op, PyObject *value, const Frame *frame)
{
    const Op *tuple = (*op)++;
    if (Py_TYPE(value) != state.tuple_type || PyTuple_GET_SIZE(value) != tuple->count)
        return 0;
    for (int i = 0; i < tuple->count; i++)
        if (!unbox(op, PyTuple_GET_ITEM(value, i), frame))
            return 0;
    return 1;
}

/* A copy of a list of equal scalars. Its Buffer is the call's, and names the list. */
static int unbox_list(const Op **op, PyObject *value, const Frame *frame)
{
    const Op *list = (*op)++, *item = (*op)++;
    if (Py_TYPE(value) != state.list_type)
        return 0;
    int64_t length = PyList_GET_SIZE(value), scratch[2], bytes = item_bytes_of[item->dtype];
    Buffer *buffer = noodle_alloc(frame->ctx, length * bytes, 0);
    if (buffer == NULL)
        return 0;
    buffer->refcount = BORROWED;
    buffer->object = value;
    Frame inner = {frame->ctx, scratch, NULL, NULL};
    Op first = *item;
    first.slot = 0;
    for (int64_t i = 0; i < length; i++) {
        const Op *one = &first;
        if (!unbox(&one, PyList_GET_ITEM(value, i), &inner))
            return 0;
        memcpy(buffer->data + i * bytes, scratch, (size_t)bytes);
    }
    int64_t *slot = frame->in + list->slot;
    slot[0] = (int64_t)(intptr_t)buffer->data;
    slot[1] = slot[2] = length;
    slot[3] = (int64_t)(intptr_t)buffer;
    return 1;
}

static inline int unbox_scalar(const Op *op, PyObject *value, int64_t *slot)
{
    switch (op->kind) {
    case K_FLOAT:
        return unbox_float(value, slot);
    case K_INT:
        return unbox_int(value, slot);
    case K_BOOL:
        *slot = value == state.true_value;
        return value == state.true_value || value == state.false_value;
    case K_COMPLEX:
        if (Py_TYPE(value) != state.complex_type)
            return 0;
        memcpy(slot, &((PyComplexObject *)value)->cval, 16);
        return 1;
    case K_STRONG:
        if (Py_TYPE(value) != state.scalars[op->dtype])
            return 0;
        load_item(op->dtype, (char *)value + sizeof(PyObject), slot);
        return 1;
    case K_TEXT:
        return unbox_text(op, value, slot);
    case K_NONE:
        return value == state.none;
    case K_OPAQUE:
        return 1;
    default:
        return 0;
    }
}

/* A Python int, float or bool in place of a value of the dtype, where f64 or i64 can hold it. */
static int unbox_instead(const Op *item, enum Instead instead, PyObject *value, int64_t *slot)
{
    int64_t number = value == state.true_value;
    double real;
    switch (instead) {
    case INSTEAD_FLOAT:
        return item->dtype == F64 && unbox_float(value, slot);
    case INSTEAD_BOOL:
        if (value != state.true_value && value != state.false_value)
            return 0;
        break;
    default:
        if (!unbox_int(value, &number))
            return 0;
    }
    if (item->dtype == I64) {
        *slot = number;
        return 1;
    }
    if (item->dtype != F64 || number > EXACT_INTEGERS || number < -EXACT_INTEGERS)
        return 0;
    real = (double)number;
    memcpy(slot, &real, 8);
    return 1;
}

static int unbox_mixed(const Op **op, PyObject *value, const Frame *frame)
{
    const Op *mixed = (*op)++, *item = (*op)++;
    int64_t *slot = frame->in + mixed->slot;
    slot[mixed->count] = 0;
    if (unbox_scalar(item, value, slot))
        return 1;
    slot[mixed->count] = 1;
    return unbox_instead(item, mixed->text_kind, value, slot);
}

/* Matches one value with the operations at *op, which are left behind. */
static int unbox(const Op **op, PyObject *value, const Frame *frame)
{
    switch ((*op)->kind) {
    case K_ARRAY:
        return unbox_array((*op)++, value, frame);
    case K_TUPLE:
        return unbox_tuple(op, value, frame);
    case K_LIST:
        return unbox_list(op, value, frame);
    case K_MIXED:
        return unbox_mixed(op, value, frame);
    case K_CONSTANT:
        return value == frame->constants[(*op)++->count];
    default:
        (*op)++;
        return unbox_scalar((*op) - 1, value, frame->in + (*op)[-1].slot);
    }
}
