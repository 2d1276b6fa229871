/* The functions of `host.py` and `activation.py` in C, and some of `runs.py`: the build has each of these take the place of the one that mypyc
   makes of the Python function of its name. The hot modules are compiled in one file with them and so have them inlined.

   Arguments are borrowed, results are new references, as mypyc has it; a function that gives None gives 1, or 2 where it
   has raised. What Python checks and these do not: types, which mypyc checks for callers from Python, and the slots' numbers,
   which are the linker's. */

#include "__native_ast_interp.h"
#include "__native_internal_ast_interp.h"
#include "_runs.h"

#if REMEMBERS
#include "internal/pycore_frame.h"
#endif

typedef ast_interp___run___machine___FrameObject GuestFrame;
typedef ast_interp___run___machine___FunctionCodeObject GuestFunctionCode;
typedef ast_interp___run___machine___CodeObject GuestCode;

/* ast_interp.run.host */

/* What the host's own LOAD_METHOD calls. Exported by CPython 3.11 to 3.13, declared in its internal headers. */
#if PY_VERSION_HEX < 0x030E0000 && !defined(PYPY_VERSION)
extern int _PyObject_GetMethod(PyObject *object, PyObject *name, PyObject **method);
#else
static inline int
_PyObject_GetMethod(PyObject *object, PyObject *name, PyObject **method)
{
    *method = PyObject_GetAttr(object, name);
    return 0;
}
#endif

PyObject *
CPyDef_host___find_method(PyObject *target, PyObject *name)
{
    PyObject *found = known_method(target, name);
    PyObject *bound;
    if (found != NULL) {
        return found;
    }
    if (_PyObject_GetMethod(target, name, &found) || found == NULL) {
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

PyObject *
CPyDef_host___new_instance(PyObject *cls)
{
    static PyObject *no_arguments;
    if (no_arguments == NULL && (no_arguments = PyTuple_New(0)) == NULL) {
        return NULL;
    }
    return PyBaseObject_Type.tp_new((PyTypeObject *)cls, no_arguments, NULL);
}

PyObject *
CPyDef_host___new_function(PyObject *code, PyObject *globals, PyObject *defaults, PyObject *closure)
{
    PyObject *function = PyFunction_New(code, globals);
    if (function == NULL) {
        return NULL;
    }
    if ((defaults != Py_None && PyFunction_SetDefaults(function, defaults) < 0) ||
        (closure != Py_None && PyFunction_SetClosure(function, closure) < 0)) {
        Py_DECREF(function);
        return NULL;
    }
    return function;
}

static inline PyObject *
or_none(PyObject *value)
{
    return Py_NewRef(value == NULL ? Py_None : value);
}

PyObject *
CPyDef_host___code_of(PyObject *function)
{
    return Py_NewRef(PyFunction_GET_CODE(function));
}

PyObject *
CPyDef_host___closure_of(PyObject *function)
{
    return or_none(PyFunction_GET_CLOSURE(function));
}

PyObject *
CPyDef_host___defaults_of(PyObject *function)
{
    return or_none(PyFunction_GET_DEFAULTS(function));
}

PyObject *
CPyDef_host___keyword_defaults_of(PyObject *function)
{
    return or_none(PyFunction_GET_KW_DEFAULTS(function));
}

PyObject *
CPyDef_host___handled(void)
{
    PyObject *error = PyErr_GetHandledException();
    return error == NULL ? Py_NewRef(Py_None) : error;
}

char
CPyDef_host___set_handled(PyObject *error)
{
    PyErr_SetHandledException(error);
    return 1;
}

char
CPyDef_host___push_entry(PyObject *error, PyObject *frame, CPyTagged place, CPyTagged line)
{
    PyTracebackObject *entry;
    PyObject *below;
    int failed;
    entry = PyObject_GC_New(PyTracebackObject, &PyTraceBack_Type);
    if (entry == NULL) {
        return 2;
    }
    below = PyException_GetTraceback(error);
    if (below == Py_None) {
        /* what `error.__traceback__ = None` leaves; an entry's end is NULL */
        Py_CLEAR(below);
    }
    entry->tb_next = (PyTracebackObject *)below;
    entry->tb_frame = (PyFrameObject *)Py_NewRef(frame);
    entry->tb_lasti = (int)CPyTagged_ShortAsSsize_t(place);
    entry->tb_lineno = (int)CPyTagged_ShortAsSsize_t(line);
    PyObject_GC_Track(entry);
    failed = PyException_SetTraceback(error, (PyObject *)entry);
    Py_DECREF(entry);
    return failed ? 2 : 1;
}

#if REMEMBERS
/* The function's frame as it would be when it asks for it, but the call is not made. */
PyObject *
CPyDef_host___shown_frame(PyObject *function, PyObject *values, PyObject *slots, int64_t count)
{
    PyCodeObject *code = (PyCodeObject *)PyFunction_GET_CODE(function);
    PyFrameObject *frame = PyFrame_New(PyThreadState_Get(), code, PyFunction_GET_GLOBALS(function), NULL);
    PyObject **locals;
    Py_ssize_t index;
    if (frame == NULL) {
        return NULL;
    }
    locals = ((_PyInterpreterFrame *)frame->f_frame)->localsplus;
    for (index = 0; index < count && index < code->co_nlocalsplus; index++) {
        PyObject *value = PyList_GET_ITEM(slots, index);
        if (value != CPyStatic_machine___UNSET) {
            locals[index] = Py_NewRef(value);
        }
    }
    frame->f_back = (PyFrameObject *)Py_XNewRef(PyEval_GetFrame());
    return (PyObject *)frame;
}
#endif

char
CPyDef_host___matches(PyObject *error, PyObject *kind)
{
    Py_ssize_t index;
    int valid = 1;
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
        return 2;
    }
    return (char)PyErr_GivenExceptionMatches(error, kind);
}

/* ast_interp.run.activation */

#define DEEPEST_PARKED 256
#define CODE_CONSTANT 2

/* Have a place hold another object than before. */
static inline void
put(PyObject **place, PyObject *value)
{
    PyObject *old = *place;
    *place = value;
    Py_DECREF(old);
}

static inline PyObject **
slots_of(PyObject *frame)
{
    return ((PyListObject *)((GuestFrame *)frame)->_slots)->ob_item;
}

PyObject *
CPyDef_activation___new_frame(PyObject *function)
{
    GuestFunctionCode *callee = (GuestFunctionCode *)function;
    PyObject *frame = callee->_parked;
    if (frame != Py_None) {
        callee->_parked = ((GuestFrame *)frame)->_back;
        ((GuestFrame *)frame)->_back = Py_NewRef(Py_None);
        return frame;
    }
    return CPyDef_machine___Frame(function, callee->_code);
}

static inline void
park(PyObject *frame)
{
    GuestFrame *left = (GuestFrame *)frame;
    if (left->_namespace != Py_None) {
        put(&left->_namespace, Py_NewRef(Py_None));
    }
    if (left->_depth < DEEPEST_PARKED && ((GuestCode *)left->_code)->_entries > 1 && !left->_walked) {
        GuestFunctionCode *function = (GuestFunctionCode *)left->_function;
        PyObject *back = left->_back;
        left->_back = function->_parked;
        function->_parked = Py_NewRef(frame);
        Py_DECREF(back);
    }
    else if (!left->_walked) {
        put(&left->_back, Py_NewRef(Py_None));
    }
}

char
CPyDef_activation___park(PyObject *frame)
{
    park(frame);
    return 1;
}

PyObject *
CPyDef_activation___leave(PyObject *frame)
{
    PyObject *back = Py_NewRef(((GuestFrame *)frame)->_back);
    park(frame);
    return back;
}

static inline void
clear(PyObject **items, int64_t start, int64_t end)
{
    PyObject *unset = CPyStatic_machine___UNSET;
    for (; start < end; start++) {
        PyObject *old = items[start];
        if (old != unset) {
            items[start] = Py_NewRef(unset);
            Py_DECREF(old);
        }
    }
}

char
CPyDef_activation___release(PyObject *slots, int64_t start, int64_t end)
{
    clear(((PyListObject *)slots)->ob_item, start, end);
    return 1;
}

int64_t
CPyDef_activation___link(PyObject *frame, PyObject *op, PyObject *inner, int64_t destination)
{
    GuestFrame *caller = (GuestFrame *)frame;
    GuestFrame *called = (GuestFrame *)inner;
    called->_destination = destination;
    called->_depth = caller->_depth + 1;
    put(&called->_back, Py_NewRef(frame));
    put(&caller->_op, Py_NewRef(op));
    put(&caller->_switch, Py_NewRef(inner));
    caller->_mode = 0; /* ENTER */
    return ++((GuestCode *)called->_code)->_entries;
}

char
CPyDef_activation___finish(PyObject *frame, PyObject *value)
{
    GuestFrame *left = (GuestFrame *)frame;
    if (left->_back == Py_None) {
        put(&left->_value, Py_NewRef(value));
        put(&left->_switch, Py_NewRef(Py_None));
        left->_status = 1; /* RETURNED */
        left->_mode = 3;   /* STOP */
    }
    else {
        if (left->_destination >= 0) {
            put(&slots_of(left->_back)[left->_destination], Py_NewRef(value));
        }
        left->_mode = 1; /* LEAVE */
    }
    clear(slots_of(frame), 0, left->_named);
    return 1;
}

char
CPyDef_activation___copy_closure(PyObject *callee, PyObject *inner)
{
    PyObject *cells = PyFunction_GET_CLOSURE(callee);
    if (cells != NULL) {
        PyObject **items = slots_of(inner) + ((GuestCode *)((GuestFrame *)inner)->_code)->_free_start;
        Py_ssize_t index, count = PyTuple_GET_SIZE(cells);
        for (index = 0; index < count; index++) {
            put(&items[index], Py_NewRef(PyTuple_GET_ITEM(cells, index)));
        }
    }
    return 1;
}

PyObject *
CPyDef_activation___held_code(PyObject *callee)
{
    PyObject *constants = ((PyCodeObject *)PyFunction_GET_CODE(callee))->co_consts;
    if (PyTuple_GET_SIZE(constants) > CODE_CONSTANT) {
        PyObject *found = PyTuple_GET_ITEM(constants, CODE_CONSTANT);
        if (Py_TYPE(found) == CPyType_machine___FunctionCode &&
            ((GuestFunctionCode *)found)->_globals == PyFunction_GET_GLOBALS(callee)) {
            return Py_NewRef(found);
        }
    }
    return Py_NewRef(Py_None);
}

char
CPyDef_activation___complete(PyObject *function, PyObject *callee, PyObject *inner, int64_t given)
{
    GuestFunctionCode *called = (GuestFunctionCode *)function;
    PyObject **items = slots_of(inner);
    Py_ssize_t place = (Py_ssize_t)given;
    Py_ssize_t positional = CPyTagged_ShortAsSsize_t(called->_positional);
    Py_ssize_t total = CPyTagged_ShortAsSsize_t(called->_named);
    PyObject *value;
    if (place < positional) {
        PyObject *defaults = PyFunction_GET_DEFAULTS(callee);
        Py_ssize_t first = positional - (defaults == NULL ? 0 : PyTuple_GET_SIZE(defaults));
        if (place < first) {
            return 0;
        }
        for (; place < positional; place++) {
            put(&items[place], Py_NewRef(PyTuple_GET_ITEM(defaults, place - first)));
        }
    }
    if (positional < total) {
        PyObject *defaults = PyFunction_GET_KW_DEFAULTS(callee);
        if (defaults == NULL) {
            return 0;
        }
        for (place = positional; place < total; place++) {
            value = PyDict_GetItemWithError(defaults, PyTuple_GET_ITEM(called->_names, place));
            if (value == NULL) {
                return PyErr_Occurred() ? 2 : 0;
            }
            put(&items[place], Py_NewRef(value));
        }
    }
    if (called->_variadic) {
        value = PyTuple_New(0);
        if (value == NULL) {
            return 2;
        }
        put(&items[total++], value);
    }
    if (called->_keywords) {
        value = PyDict_New();
        if (value == NULL) {
            return 2;
        }
        put(&items[total], value);
    }
    return 1;
}
