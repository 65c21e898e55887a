/* The one function that Python calls by address: it hands over what the library needs to know, and
 * gets the library's Python objects. */
#include "entry.h"

static const int number_of_dtype[DTYPES] = {
    NPY_BOOL, NPY_INT8, NPY_UINT8, NPY_INT16, NPY_UINT16, NPY_INT32, NPY_UINT32, NPY_INT64,
    NPY_UINT64, NPY_FLOAT32, NPY_FLOAT64, NPY_COMPLEX64, NPY_COMPLEX128};

static PyObject *empty_array(PyArray_Descr *descr)
{
    npy_intp none = 0;
    Py_INCREF(descr);
    return PyArray_NewFromDescr(&PyArray_Type, descr, 1, &none, NULL, NULL, 0, NULL);
}

static int learn_numpy(PyObject *capsule)
{
    noodle_numpy = (void **)PyCapsule_GetPointer(capsule, NULL);
    if (noodle_numpy == NULL)
        return -1;
    PyArray_RUNTIME_VERSION = (int)PyArray_GetNDArrayCFeatureVersion();
    state.array_type = &PyArray_Type;
    memset(state.dtype_of_number, -1, sizeof state.dtype_of_number);
    for (int dtype = 0; dtype < DTYPES; dtype++) {
        PyArray_Descr *descr = PyArray_DescrFromType(number_of_dtype[dtype]);
        if (descr == NULL)
            return -1;
        state.descrs[dtype] = descr;
        state.functions[dtype] = PyDataType_GetArrFuncs(descr);
        state.scalars[dtype] = descr->typeobj;
        state.samples[dtype] = empty_array(descr);
        if (state.samples[dtype] == NULL)
            return -1;
        state.dtype_of_number[number_of_dtype[dtype]] = (signed char)dtype;
    }
    state.dtype_of_number[NPY_LONGLONG] = I64;
    state.dtype_of_number[NPY_ULONGLONG] = U64;
    state.memory_handler = PyCapsule_New(&memory_handler, "mem_handler", NULL);
    return state.memory_handler == NULL ? -1 : 0;
}

static void learn_types(PyObject *types)
{
    PyTypeObject **fields[] = {
        &state.bool_type, &state.int_type, &state.float_type, &state.complex_type,
        &state.str_type, &state.tuple_type, &state.list_type, &state.dict_type};
    for (int i = 0; i < 8; i++)
        *fields[i] = (PyTypeObject *)new_reference(PyTuple_GET_ITEM(types, i));
}

static void learn_objects(PyObject *objects)
{
    PyObject **fields[] = {
        &state.none, &state.true_value, &state.false_value, &state.unset, &state.trap_class,
        &state.interrupt_class, &state.system_error};
    for (int i = 0; i < 7; i++)
        *fields[i] = new_reference(PyTuple_GET_ITEM(objects, i));
}

/* After a fork the thread that forked is the main thread. */
static PyObject *set_main_thread(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(args))
{
    state.main_thread = PyThread_get_thread_ident();
    return new_reference(state.none);
}

static PyMethodDef functions[] = {
    {"set_main_thread", set_main_thread, METH_NOARGS, NULL},
    {"set_runner", set_runner, METH_VARARGS, NULL}};

#define FUNCTIONS ((int)(sizeof functions / sizeof *functions))

/* (types, objects, trap numbers, main thread, NumPy's table)
 * -> (type of dispatchers, then `functions` in order) */
PyObject *noodle_start(PyObject *given)
{
    PyObject *types, *objects, *traps, *capsule;
    unsigned long long main_thread;
    if (!PyArg_ParseTuple(given, "OOOKO", &types, &objects, &traps, &main_thread, &capsule))
        return NULL;
    learn_types(types);
    learn_objects(objects);
    for (int i = 0; i < TRAPS; i++)
        state.traps[i] = PyLong_AsLongLong(PyTuple_GET_ITEM(traps, i));
    state.main_thread = (unsigned long)main_thread;
    if (learn_numpy(capsule) != 0)
        return NULL;
    PyObject *result = PyTuple_New(1 + FUNCTIONS), *type = PyType_FromSpec(&dispatcher_spec);
    if (result == NULL || type == NULL)
        return NULL;
    PyTuple_SET_ITEM(result, 0, type);
    for (int i = 0; i < FUNCTIONS; i++) {
        PyObject *function = PyCFunction_NewEx(&functions[i], NULL, NULL);
        if (function == NULL)
            return NULL;
        PyTuple_SET_ITEM(result, 1 + i, function);
    }
    return result;
}
