/* What generic accesses have found, remembered: attributes by their type's version, names of namespaces by the dict's.

   CPython remembers this in its bytecode (inline caches). Ours stands in two tables for the whole process, each place
   under the version and the name's address. A version belongs to one state of one type or dict for ever, so what is found
   under it holds; a name is kept alive while it stands in a table. Functions here give what the functions of the C API
   give that they stand for, and call those wherever nothing is known.

   Where a host keeps these things differently (a free-threaded build, a version that is not listed), nothing is. */

#ifndef AST_INTERP_KNOWN_H
#define AST_INTERP_KNOWN_H

#include <Python.h>
#include <structmember.h>

#if !defined(Py_GIL_DISABLED) && !defined(PYPY_VERSION) && PY_VERSION_HEX >= 0x030B0000 && \
    PY_VERSION_HEX < 0x030E0000 && __has_include("internal/pycore_dict.h")
#define REMEMBERS 1
#else
#define REMEMBERS 0
#endif

#if REMEMBERS
#ifdef __GNUC__
/* 3.12 and 3.13 keep the versions of dicts for themselves, and say so at every use */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif
#ifndef Py_BUILD_CORE
#define Py_BUILD_CORE
#endif
/* a name of the API's, which the host's own headers define anew */
#undef _PyGC_FINALIZED
#include "internal/pycore_dict.h"
#if PY_VERSION_HEX >= 0x030D0000
#include "internal/pycore_object.h"
#endif

#define PLACES 1024

/* What a type's instances have under a name. */
enum { NOTHING, VALUE, MEMBER, GETTER, CONSTANT, METHOD };

typedef struct {
    PyObject *name;
    unsigned int version;
    /* one of the above: nothing that can be used; one of the instance's inline values; a member (`__slots__`); what a C
       function gets; a plain object in the class; a function or method descriptor there. */
    short kind;
    /* whether a value or member may be written */
    short writable;
    /* the value's index, or the member's offset */
    Py_ssize_t place;
    /* how many names instances had when the name was none of them; -1 where instances have no attributes */
    Py_ssize_t names;
    /* the descriptor of the C function, the constant or the method: the class has it as long as it has this version */
    PyObject *found;
} KnownAttribute;

typedef struct {
    PyObject *name;
    uint64_t version;
    /* NULL where the dict lacks it; the dict has it as long as it has this version */
    PyObject *found;
} KnownItem;

static KnownAttribute known_attributes[PLACES];
static KnownItem known_items[PLACES];
/* What classes themselves give, by their versions. */
static KnownItem known_of_classes[PLACES / 4];

/* The values of an instance whose `__dict__` nobody has asked for; NULL of any other. Its type must have managed dicts.
   Before 3.13 they are behind a pointer in front of the object (`_PyObject_ValuesPointer`; `_PyObject_DictOrValuesPointer`,
   whose lowest bit says that these are values), whose header cannot be included together with `Python.h`. */
static inline PyDictValues *
inline_values(PyObject *target)
{
#if PY_VERSION_HEX < 0x030C0000
    return ((PyDictValues **)target)[-4];
#elif PY_VERSION_HEX < 0x030D0000
    uintptr_t either = ((uintptr_t *)target)[-3];
    return either & 1 ? (PyDictValues *)(either + 1) : NULL;
#else
    PyDictValues *values = _PyObject_InlineValues(target);
    return values->valid && _PyObject_GetManagedDict(target) == NULL ? values : NULL;
#endif
}

static inline int
has_inline_values(PyTypeObject *type)
{
#if PY_VERSION_HEX < 0x030D0000
    return PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) && PyType_HasFeature(type, Py_TPFLAGS_MANAGED_DICT);
#else
    return PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) && PyType_HasFeature(type, Py_TPFLAGS_INLINE_VALUES);
#endif
}

static inline KnownAttribute *
place_of_attribute(PyTypeObject *type, PyObject *name)
{
    return &known_attributes[((uintptr_t)name >> 4 ^ type->tp_version_tag) & (PLACES - 1)];
}

/* Whether the name is still none of those that instances have, where that was so. */
static inline int
same_names(KnownAttribute *known, PyTypeObject *type)
{
    return known->names < 0 || ((PyHeapTypeObject *)type)->ht_cached_keys->dk_nentries == known->names;
}

/* Whether the instance can have no other attributes than its type's names say. */
static inline int
is_bare(KnownAttribute *known, PyObject *target)
{
    return known->names < 0 || inline_values(target) != NULL;
}

static void
learn_attribute(KnownAttribute *known, PyTypeObject *type, PyObject *name)
{
    KnownAttribute learned = {name, 0, NOTHING, 0, 0, -1, NULL};
    PyObject *descriptor;
    PyDictKeysObject *keys = NULL;
    int plain;
    if (type->tp_getattro != PyObject_GenericGetAttr || !PyUnicode_CheckExact(name) || !PyUnicode_CHECK_INTERNED(name)) {
        return;
    }
    /* gives the type a version, too */
    descriptor = _PyType_Lookup(type, name);
    learned.version = type->tp_version_tag;
    if (learned.version == 0) {
        return;
    }
    learned.writable = type->tp_setattro == PyObject_GenericSetAttr;
    plain = type->tp_dictoffset == 0;
    if (has_inline_values(type)) {
        keys = ((PyHeapTypeObject *)type)->ht_cached_keys;
        plain = keys != NULL && DK_IS_UNICODE(keys);
        learned.names = plain ? keys->dk_nentries : -1;
    }
    if (descriptor != NULL && !PyType_HasFeature(Py_TYPE(descriptor), Py_TPFLAGS_IMMUTABLETYPE)) {
        /* what it does as a descriptor may change, and the type's version would not */
        plain = 0;
    }
    if (descriptor != NULL && Py_TYPE(descriptor) == &PyMemberDescr_Type) {
        PyMemberDef *member = ((PyMemberDescrObject *)descriptor)->d_member;
        if ((member->type == T_OBJECT_EX || member->type == T_OBJECT) && (member->flags & ~READONLY) == 0 &&
            PyType_IsSubtype(type, PyDescr_TYPE(descriptor))) {
            learned.kind = MEMBER;
            learned.place = member->offset;
            learned.writable = learned.writable && member->flags == 0;
        }
    }
    else if (descriptor != NULL && Py_TYPE(descriptor) == &PyGetSetDescr_Type) {
        if (((PyGetSetDescrObject *)descriptor)->d_getset->get != NULL &&
            PyType_IsSubtype(type, PyDescr_TYPE(descriptor))) {
            learned.kind = GETTER;
            learned.found = descriptor;
        }
    }
    else if (plain && (descriptor == NULL || Py_TYPE(descriptor)->tp_descr_set == NULL)) {
        Py_ssize_t index;
        for (index = 0; index < learned.names; index++) {
            if (DK_UNICODE_ENTRIES(keys)[index].me_key == name) {
                learned.kind = VALUE;
                learned.place = index;
                break;
            }
        }
        if (learned.kind == NOTHING && descriptor != NULL) {
            learned.found = descriptor;
            if (PyType_HasFeature(Py_TYPE(descriptor), Py_TPFLAGS_METHOD_DESCRIPTOR)) {
                learned.kind = METHOD;
            }
            else if (Py_TYPE(descriptor)->tp_descr_get == NULL) {
                learned.kind = CONSTANT;
            }
        }
    }
    Py_INCREF(name);
    Py_XDECREF(known->name);
    *known = learned;
}

/* What is known of a type's attribute, learned if need be. */
static inline KnownAttribute *
known_attribute(PyTypeObject *type, PyObject *name)
{
    KnownAttribute *known = place_of_attribute(type, name);
    if (known->name == name && known->version == type->tp_version_tag && known->version != 0 &&
        ((known->kind != NOTHING && known->kind <= GETTER) || same_names(known, type))) {
        return known;
    }
    learn_attribute(known, type, name);
    known = place_of_attribute(type, name);
    return known->name == name && known->version == type->tp_version_tag && known->version != 0 ? known : NULL;
}

static inline PyObject *
known_item(PyObject *dict, PyObject *name)
{
    KnownItem *known;
    uint64_t version = ((PyDictObject *)dict)->ma_version_tag;
    known = &known_items[((uintptr_t)name >> 4 ^ version ^ version >> 12) & (PLACES - 1)];
    if (known->name == name && known->version == version) {
        return known->found;
    }
    PyObject *found = PyDict_GetItemWithError(dict, name);
    if ((found != NULL || !PyErr_Occurred()) && PyUnicode_CheckExact(name) && PyUnicode_CHECK_INTERNED(name) &&
        ((PyDictObject *)dict)->ma_values == NULL && ((PyDictObject *)dict)->ma_version_tag == version) {
        Py_INCREF(name);
        Py_XDECREF(known->name);
        known->name = name;
        known->version = version;
        known->found = found;
    }
    return found;
}

/* What a class of metaclass `type` gives under a name, where that is a function of one of the classes it inherits from, or
   what stands there as it is; NULL, without an exception, when not known. */
static PyObject *
known_of_class(PyTypeObject *target, PyObject *name)
{
    KnownItem *known = &known_of_classes[((uintptr_t)name >> 4 ^ target->tp_version_tag) & (PLACES / 4 - 1)];
    PyObject *found, *own;
    if (known->name == name && known->version == target->tp_version_tag) {
        return known->found;
    }
    if (!PyUnicode_CheckExact(name) || !PyUnicode_CHECK_INTERNED(name)) {
        return NULL;
    }
    own = _PyType_Lookup(&PyType_Type, name);
    found = _PyType_Lookup(target, name);
    if (found == NULL || (own != NULL && Py_TYPE(own)->tp_descr_set != NULL) || target->tp_version_tag == 0 ||
        !PyType_HasFeature(Py_TYPE(found), Py_TPFLAGS_IMMUTABLETYPE)) {
        return NULL;
    }
    if (Py_TYPE(found)->tp_descr_get != NULL && !PyFunction_Check(found)) {
        return NULL;
    }
    Py_INCREF(name);
    Py_XDECREF(known->name);
    known->name = name;
    known->version = target->tp_version_tag;
    known->found = found;
    return found;
}

static PyObject *
get_attribute_by_kind(PyObject *target, PyObject *name)
{
    PyTypeObject *type = Py_TYPE(target);
    if (type->tp_getattro == PyObject_GenericGetAttr) {
        KnownAttribute *known = known_attribute(type, name);
        if (known != NULL) {
            PyObject *value = NULL;
            if (known->kind == VALUE) {
                PyDictValues *values = inline_values(target);
                value = values == NULL ? NULL : values->values[known->place];
            }
            else if (known->kind == MEMBER) {
                value = *(PyObject **)((char *)target + known->place);
            }
            else if (known->kind == GETTER) {
                PyGetSetDef *definition = ((PyGetSetDescrObject *)known->found)->d_getset;
                return definition->get(target, definition->closure);
            }
            else if (known->kind == CONSTANT && is_bare(known, target)) {
                value = known->found;
            }
            if (value != NULL) {
                return Py_NewRef(value);
            }
        }
    }
    else if (type == &PyType_Type) {
        PyObject *value = known_of_class((PyTypeObject *)target, name);
        if (value != NULL) {
            return Py_NewRef(value);
        }
    }
    else if (type == &PyModule_Type && PyUnicode_Check(name) && PyUnicode_GET_LENGTH(name) > 0 &&
             PyUnicode_READ_CHAR(name, 0) != '_') {
        /* what the type itself has begins with two of those, so this is the module's own if it has it */
        PyObject *value = known_item(PyModule_GetDict(target), name);
        if (value != NULL) {
            return Py_NewRef(value);
        }
        if (PyErr_Occurred()) {
            return NULL;
        }
    }
    return PyObject_GetAttr(target, name);
}

/* PyObject_GetAttr */
static inline PyObject *
get_attribute(PyObject *target, PyObject *name)
{
    KnownAttribute *known = place_of_attribute(Py_TYPE(target), name);
    if (known->name == name && known->version == Py_TYPE(target)->tp_version_tag) {
        PyObject *value = NULL;
        if (known->kind == VALUE) {
            PyDictValues *values = inline_values(target);
            value = values == NULL ? NULL : values->values[known->place];
        }
        else if (known->kind == MEMBER) {
            value = *(PyObject **)((char *)target + known->place);
        }
        if (value != NULL) {
            return Py_NewRef(value);
        }
    }
    return get_attribute_by_kind(target, name);
}

static int
set_attribute_by_kind(PyObject *target, PyObject *name, PyObject *value)
{
    PyTypeObject *type = Py_TYPE(target);
    if (type->tp_setattro == PyObject_GenericSetAttr && value != NULL) {
        KnownAttribute *known = known_attribute(type, name);
        PyObject **place = NULL;
        if (known != NULL && known->writable) {
            if (known->kind == VALUE) {
                PyDictValues *values = inline_values(target);
                if (values != NULL) {
                    place = &values->values[known->place];
                    if (*place == NULL) {
                        _PyDictValues_AddToInsertionOrder(values, known->place);
                    }
                }
            }
            else if (known->kind == MEMBER) {
                place = (PyObject **)((char *)target + known->place);
            }
        }
        if (place != NULL) {
            PyObject *old = *place;
            *place = Py_NewRef(value);
            Py_XDECREF(old);
            return 0;
        }
    }
    return PyObject_SetAttr(target, name, value);
}

/* PyObject_SetAttr */
static inline int
set_attribute(PyObject *target, PyObject *name, PyObject *value)
{
    KnownAttribute *known = place_of_attribute(Py_TYPE(target), name);
    if (known->name == name && known->version == Py_TYPE(target)->tp_version_tag && known->kind == VALUE &&
        known->writable && value != NULL) {
        PyDictValues *values = inline_values(target);
        PyObject *old = values == NULL ? NULL : values->values[known->place];
        if (old != NULL) {
            values->values[known->place] = Py_NewRef(value);
            Py_DECREF(old);
            return 0;
        }
    }
    return set_attribute_by_kind(target, name, value);
}

/* The function or method descriptor that a method call of this name calls; NULL, without an exception, when not known. */
static inline PyObject *
known_method(PyObject *target, PyObject *name)
{
    PyTypeObject *type = Py_TYPE(target);
    if (type->tp_getattro == PyObject_GenericGetAttr) {
        KnownAttribute *known = known_attribute(type, name);
        if (known != NULL && known->kind == METHOD && is_bare(known, target)) {
            return Py_NewRef(known->found);
        }
    }
    return NULL;
}

/* PyDict_GetItemRef of a name in a namespace, with what is given instead where it is missing */
static inline PyObject *
get_named(PyObject *dict, PyObject *name, PyObject *otherwise)
{
    PyObject *found = known_item(dict, name);
    if (found == NULL) {
        if (PyErr_Occurred()) {
            return NULL;
        }
        found = otherwise;
    }
    return Py_NewRef(found);
}

#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

#else /* nothing is remembered */

#define get_attribute PyObject_GetAttr
#define set_attribute PyObject_SetAttr
#define known_method(target, name) ((PyObject *)NULL)
#define get_named CPyDict_Get

#endif

#endif
