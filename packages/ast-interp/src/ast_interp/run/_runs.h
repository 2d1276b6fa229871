/* The driver runs that are under way in each thread, and the host frames that they stand on.

   A run stands on the innermost frame of the host's that can be seen when it begins. `dynamic/chains.py` asks for all of
   them when somebody looks at frames, and puts them between the host's. */

#ifndef AST_INTERP_RUNS_H
#define AST_INTERP_RUNS_H

#include <Python.h>

#if !defined(Py_GIL_DISABLED) && !defined(PYPY_VERSION) && PY_VERSION_HEX >= 0x030B0000 && \
    PY_VERSION_HEX < 0x030E0000 && __has_include("internal/pycore_frame.h")
#define HAS_RUNS 1
#else
#define HAS_RUNS 0
#endif

#if HAS_RUNS
#ifndef Py_BUILD_CORE
#define Py_BUILD_CORE
#endif
#include "internal/pycore_frame.h"

typedef struct run {
    PyObject *frame;
    _PyInterpreterFrame *place;
    struct run *below;
} Run;

static _Thread_local Run *innermost;
/* one that is free, so that most runs allocate nothing */
static _Thread_local Run *spare;

static _PyInterpreterFrame *
innermost_visible(void)
{
#if PY_VERSION_HEX >= 0x030D0000
    _PyInterpreterFrame *frame = PyThreadState_Get()->current_frame;
#else
    _PyInterpreterFrame *frame = PyThreadState_Get()->cframe->current_frame;
#endif
    while (frame != NULL && _PyFrame_IsIncomplete(frame)) {
        frame = frame->previous;
    }
    return frame;
}

char
CPyDef_runs___enter_run(PyObject *frame)
{
    Run *run = spare;
    spare = NULL;
    if (run == NULL) {
        run = PyMem_Malloc(sizeof(Run));
        if (run == NULL) {
            PyErr_NoMemory();
            return 2;
        }
    }
    run->frame = Py_NewRef(frame);
    run->place = innermost_visible();
    run->below = innermost;
    innermost = run;
    return 1;
}

/* The run need not be the innermost where somebody switches the C stack (greenlets). */
char
CPyDef_runs___leave_run(PyObject *frame)
{
    Run **link = &innermost;
    while (*link != NULL && (*link)->frame != frame) {
        link = &(*link)->below;
    }
    if (*link != NULL) {
        Run *run = *link;
        *link = run->below;
        Py_DECREF(run->frame);
        if (spare == NULL) {
            spare = run;
        }
        else {
            PyMem_Free(run);
        }
    }
    return 1;
}

PyObject *
CPyDef_runs___runs_of_thread(void)
{
    PyObject *found = PyList_New(0);
    for (Run *run = innermost; found != NULL && run != NULL; run = run->below) {
        PyObject *pair = Py_BuildValue("(OK)", run->frame, (unsigned long long)(uintptr_t)run->place);
        if (pair == NULL || PyList_Append(found, pair) < 0) {
            Py_CLEAR(found);
        }
        Py_XDECREF(pair);
    }
    return found;
}

CPyTagged
CPyDef_runs___place_of(PyObject *frame)
{
    PyObject *place = PyLong_FromUnsignedLongLong((unsigned long long)(uintptr_t)((PyFrameObject *)frame)->f_frame);
    return place == NULL ? CPY_INT_TAG : CPyTagged_StealFromObject(place);
}
#endif

#endif
