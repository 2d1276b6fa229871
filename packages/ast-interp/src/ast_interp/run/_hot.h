/* What the C of the hot modules calls in place of the functions that mypyc has it call: included in front of it.

   Each gives what the function gives that it stands for, quicker where the objects are of the usual types. */

#include "_known.h"
#ifdef __GNUC__
#include "_replaced.h"
#endif

/* The value of an int of at most one digit that is not negative; something negative of any other. */
static inline Py_ssize_t
small_index(PyObject *number)
{
#if PY_VERSION_HEX >= 0x030C0000
    return PyUnstable_Long_IsCompact((PyLongObject *)number) ? PyUnstable_Long_CompactValue((PyLongObject *)number) : -1;
#else
    Py_ssize_t size = Py_SIZE(number);
    return size == 0 ? 0 : size == 1 ? (Py_ssize_t)((PyLongObject *)number)->ob_digit[0] : -1;
#endif
}

/* PyObject_GetItem, of a list or tuple with a small index without asking for it */
static inline PyObject *
get_item(PyObject *target, PyObject *key)
{
    if (PyLong_CheckExact(key) && (PyList_CheckExact(target) || PyTuple_CheckExact(target))) {
        Py_ssize_t index = small_index(key);
        if ((size_t)index < (size_t)Py_SIZE(target)) {
            PyObject **items = PyList_CheckExact(target) ? ((PyListObject *)target)->ob_item
                                                         : ((PyTupleObject *)target)->ob_item;
            return Py_NewRef(items[index]);
        }
    }
    return PyObject_GetItem(target, key);
}

/* PyObject_SetItem, likewise */
static inline int
set_item(PyObject *target, PyObject *key, PyObject *value)
{
    if (PyLong_CheckExact(key) && PyList_CheckExact(target)) {
        Py_ssize_t index = small_index(key);
        if ((size_t)index < (size_t)Py_SIZE(target)) {
            PyObject *old = PyList_GET_ITEM(target, index);
            PyList_SET_ITEM(target, index, Py_NewRef(value));
            Py_DECREF(old);
            return 0;
        }
    }
    return PyObject_SetItem(target, key, value);
}

/* PyObject_GetIter, of an iterator */
static inline PyObject *
get_iterator(PyObject *source)
{
    PyTypeObject *type = Py_TYPE(source);
    return type->tp_iter == PyObject_SelfIter && type->tp_iternext != NULL ? Py_NewRef(source) : PyObject_GetIter(source);
}

/* PyIter_Next */
static inline PyObject *
next_item(PyObject *iterator)
{
    PyObject *item = Py_TYPE(iterator)->tp_iternext(iterator);
    if (item == NULL && PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_StopIteration)) {
        PyErr_Clear();
    }
    return item;
}

/* Whether an int has at most one digit; two such can be added, subtracted and multiplied as C numbers. */
static inline int
is_short(PyObject *number)
{
#if PY_VERSION_HEX >= 0x030C0000
    return PyUnstable_Long_IsCompact((PyLongObject *)number);
#else
    return (size_t)(Py_SIZE(number) + 1) <= 2;
#endif
}

static inline long long
short_value(PyObject *number)
{
#if PY_VERSION_HEX >= 0x030C0000
    return PyUnstable_Long_CompactValue((PyLongObject *)number);
#else
    Py_ssize_t size = Py_SIZE(number);
    return size == 0 ? 0 : size * (long long)((PyLongObject *)number)->ob_digit[0];
#endif
}

/* Whether an operand is a temporary of an arithmetic op's, which nobody else holds and which is dropped after the
   operation: its memory can take the result. In other modules, a local with one reference may be used again. */
#if defined(__GNUC__) && !defined(Py_GIL_DISABLED)
#define IS_OPERATOR (__builtin_strstr(__FILE__, "___generated___operators") != NULL)
#else
#define IS_OPERATOR 0
#endif
#define IS_DROPPED(object) (operands_are_dropped && Py_REFCNT(object) == 1)

static inline PyObject *
float_result(PyObject *left, PyObject *right, double value, int operands_are_dropped)
{
    PyObject *place = IS_DROPPED(left) ? left : IS_DROPPED(right) ? right : NULL;
    if (place != NULL) {
        ((PyFloatObject *)place)->ob_fval = value;
        return Py_NewRef(place);
    }
    return PyFloat_FromDouble(value);
}

/* that of a long is quicker with one digit */
#if SIZEOF_LONG >= 8
#define FROM_SHORT PyLong_FromLong
#else
#define FROM_SHORT PyLong_FromLongLong
#endif

#define ON_FLOATS(sign) \
    if (PyFloat_CheckExact(left) && PyFloat_CheckExact(right)) { \
        double value = PyFloat_AS_DOUBLE(left) sign PyFloat_AS_DOUBLE(right); \
        return float_result(left, right, value, operands_are_dropped); \
    }
#define ON_INTS(sign) \
    if (PyLong_CheckExact(left) && PyLong_CheckExact(right) && is_short(left) && is_short(right)) { \
        return FROM_SHORT(short_value(left) sign short_value(right)); \
    }
#define ARITHMETIC(name, sign, function) \
    static inline PyObject *name(PyObject *left, PyObject *right, int operands_are_dropped) \
    { \
        ON_INTS(sign) \
        ON_FLOATS(sign) \
        return function(left, right); \
    }

/* PyNumber_Add and its like */
ARITHMETIC(number_add, +, PyNumber_Add)
ARITHMETIC(number_subtract, -, PyNumber_Subtract)
ARITHMETIC(number_multiply, *, PyNumber_Multiply)
ARITHMETIC(number_add_in_place, +, PyNumber_InPlaceAdd)
ARITHMETIC(number_subtract_in_place, -, PyNumber_InPlaceSubtract)
ARITHMETIC(number_multiply_in_place, *, PyNumber_InPlaceMultiply)

/* PyNumber_TrueDivide, of floats */
static inline PyObject *
number_divide(PyObject *left, PyObject *right, int operands_are_dropped)
{
    if (PyFloat_CheckExact(left) && PyFloat_CheckExact(right) && PyFloat_AS_DOUBLE(right) != 0.0) {
        return float_result(left, right, PyFloat_AS_DOUBLE(left) / PyFloat_AS_DOUBLE(right), operands_are_dropped);
    }
    return PyNumber_TrueDivide(left, right);
}

#undef CPyObject_GetAttr
#define CPyObject_GetAttr get_attribute
#define PyObject_SetAttr set_attribute
#define CPyDict_Get get_named
#ifndef Py_GIL_DISABLED
#define PyObject_GetItem get_item
#define PyObject_SetItem set_item
#endif
#define PyObject_GetIter get_iterator
#define PyIter_Next next_item
#define PyNumber_Add(left, right) number_add(left, right, IS_OPERATOR)
#define PyNumber_Subtract(left, right) number_subtract(left, right, IS_OPERATOR)
#define PyNumber_TrueDivide(left, right) number_divide(left, right, IS_OPERATOR)
#define PyNumber_Multiply(left, right) number_multiply(left, right, IS_OPERATOR)
#define PyNumber_InPlaceAdd(left, right) number_add_in_place(left, right, IS_OPERATOR)
#define PyNumber_InPlaceSubtract(left, right) number_subtract_in_place(left, right, IS_OPERATOR)
#define PyNumber_InPlaceMultiply(left, right) number_multiply_in_place(left, right, IS_OPERATOR)

/* A traceback entry of ours would be made, code object and frame, to be taken off again (`unwind`). */
#define CPy_AddTraceback(...) ((void)0)
