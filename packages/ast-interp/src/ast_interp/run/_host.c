/* What the host's C API does, and Python does only by way of more than that; `host.py` says what each is for. */

#include <Python.h>

#include "_known.h"
#include "_runs.h"

/* What the host's own LOAD_METHOD calls. Exported by CPython 3.11 to 3.13, declared in its internal headers. */
extern int _PyObject_GetMethod(PyObject *object, PyObject *name, PyObject **method);

static PyObject *empty_tuple;

static int
refused(Py_ssize_t count, Py_ssize_t wanted, int fits)
{
    if (count == wanted && fits) {
        return 0;
    }
    PyErr_SetString(PyExc_TypeError, "wrong arguments");
    return 1;
}

static PyObject *
or_none(PyObject *value)
{
    return Py_NewRef(value == NULL ? Py_None : value);
}

static PyObject *
find_method(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    PyObject *found = NULL;
    PyObject *bound;
    if (refused(count, 2, count == 2 && PyUnicode_CheckExact(arguments[1]))) {
        return NULL;
    }
    found = known_method(arguments[0], arguments[1]);
    if (found != NULL) {
        return found;
    }
    if (_PyObject_GetMethod(arguments[0], arguments[1], &found) || found == NULL) {
        return found;
    }
    bound = PyTuple_New(1);
    if (bound == NULL) {
        Py_DECREF(found);
        return NULL;
    }
    PyTuple_SET_ITEM(bound, 0, found);
    return bound;
}

static PyObject *
new_instance(PyObject *module, PyObject *cls)
{
    if (refused(1, 1, PyType_Check(cls))) {
        return NULL;
    }
    return PyBaseObject_Type.tp_new((PyTypeObject *)cls, empty_tuple, NULL);
}

static PyObject *
new_function(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    PyObject *function;
    if (refused(count, 4, count == 4 && PyCode_Check(arguments[0]) && PyDict_Check(arguments[1]))) {
        return NULL;
    }
    function = PyFunction_New(arguments[0], arguments[1]);
    if (function == NULL) {
        return NULL;
    }
    if ((arguments[2] != Py_None && PyFunction_SetDefaults(function, arguments[2]) < 0) ||
        (arguments[3] != Py_None && PyFunction_SetClosure(function, arguments[3]) < 0)) {
        Py_DECREF(function);
        return NULL;
    }
    return function;
}

static PyObject *
code_of(PyObject *module, PyObject *function)
{
    return refused(1, 1, PyFunction_Check(function)) ? NULL : or_none(PyFunction_GET_CODE(function));
}

static PyObject *
closure_of(PyObject *module, PyObject *function)
{
    return refused(1, 1, PyFunction_Check(function)) ? NULL : or_none(PyFunction_GET_CLOSURE(function));
}

static PyObject *
defaults_of(PyObject *module, PyObject *function)
{
    return refused(1, 1, PyFunction_Check(function)) ? NULL : or_none(PyFunction_GET_DEFAULTS(function));
}

static PyObject *
keyword_defaults_of(PyObject *module, PyObject *function)
{
    return refused(1, 1, PyFunction_Check(function)) ? NULL : or_none(PyFunction_GET_KW_DEFAULTS(function));
}

static PyObject *
set_handled(PyObject *module, PyObject *error)
{
    if (refused(1, 1, error == Py_None || PyExceptionInstance_Check(error))) {
        return NULL;
    }
    PyErr_SetHandledException(error);
    Py_RETURN_NONE;
}

static PyObject *
push_entry(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    PyTracebackObject *entry;
    PyObject *below;
    long place, line;
    int failed;
    if (refused(count, 4, count == 4 && PyExceptionInstance_Check(arguments[0]) && PyFrame_Check(arguments[1]))) {
        return NULL;
    }
    place = PyLong_AsLong(arguments[2]);
    line = PyLong_AsLong(arguments[3]);
    if (PyErr_Occurred()) {
        return NULL;
    }
    entry = PyObject_GC_New(PyTracebackObject, &PyTraceBack_Type);
    if (entry == NULL) {
        return NULL;
    }
    below = PyException_GetTraceback(arguments[0]);
    if (below == Py_None) {
        /* what `error.__traceback__ = None` leaves; an entry's end is NULL */
        Py_CLEAR(below);
    }
    entry->tb_next = (PyTracebackObject *)below;
    entry->tb_frame = (PyFrameObject *)Py_NewRef(arguments[1]);
    entry->tb_lasti = (int)place;
    entry->tb_lineno = (int)line;
    PyObject_GC_Track(entry);
    failed = PyException_SetTraceback(arguments[0], (PyObject *)entry);
    Py_DECREF(entry);
    if (failed) {
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *
matches(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    PyObject *kind;
    Py_ssize_t index;
    int valid = 1;
    if (refused(count, 2, count == 2)) {
        return NULL;
    }
    kind = arguments[1];
    if (PyTuple_Check(kind)) {
        for (index = 0; index < PyTuple_GET_SIZE(kind); index++) {
            valid = valid && PyExceptionClass_Check(PyTuple_GET_ITEM(kind, index));
        }
    }
    else {
        valid = PyExceptionClass_Check(kind);
    }
    if (!valid) {
        PyErr_SetString(PyExc_TypeError, "catching classes that do not inherit from BaseException is not allowed");
        return NULL;
    }
    return PyBool_FromLong(PyErr_GivenExceptionMatches(arguments[0], kind));
}

#define FAST(function) (PyCFunction)(void (*)(void))function, METH_FASTCALL, NULL

static PyMethodDef functions[] = {
    {"find_method", FAST(find_method)},
    {"new_instance", new_instance, METH_O, NULL},
    {"new_function", FAST(new_function)},
    {"code_of", code_of, METH_O, NULL},
    {"closure_of", closure_of, METH_O, NULL},
    {"defaults_of", defaults_of, METH_O, NULL},
    {"keyword_defaults_of", keyword_defaults_of, METH_O, NULL},
    {"set_handled", set_handled, METH_O, NULL},
    {"push_entry", FAST(push_entry)},
    {"matches", FAST(matches)},
#if HAS_RUNS
    {"enter_run", enter_run, METH_O, NULL},
    {"leave_run", leave_run, METH_O, NULL},
    {"runs", runs, METH_NOARGS, NULL},
    {"place_of", place_of, METH_O, NULL},
#endif
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_host", NULL, -1, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit__host(void)
{
    empty_tuple = PyTuple_New(0);
    return empty_tuple == NULL ? NULL : PyModule_Create(&definition);
}
