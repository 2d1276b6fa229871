// Imports of a package's own compiled modules, with less ado than mypyc's.
//
// mypyc's `CPyImport_ImportNative` takes a lock of importlib's for each module, asks each for attributes that it cannot
// have yet, and puts together in many steps what follows from its name: as long as the module itself takes to run. While
// there is one thread, no lock is needed; and a module that has just been made has none of these attributes. So this
// file, which the build hook includes behind mypyc's misc_ops.c, takes that function's place, and leaves all other cases
// to it (there it is called `CPyImport_ImportNativeLocked`).
//
// It is for packages that are one extension module, which stands beside their top-level folder.

static int light_one_thread(void) {
#ifdef Py_GIL_DISABLED
    return 0;
#else
    PyThreadState *first = PyInterpreterState_ThreadHead(PyInterpreterState_Get());
    return first != NULL && PyThreadState_Next(first) == NULL;
#endif
}

// Set an attribute of a module that has none of that name.
static int light_set(PyObject *module, const char *name, PyObject *value) {
    PyObject *key = PyUnicode_InternFromString(name);
    int result = key == NULL ? -1 : PyDict_SetItem(PyModule_GetDict(module), key, value);
    Py_XDECREF(key);
    return result;
}

// Give a new module its `__package__`, `__file__`, `__path__`, `__loader__` and `__spec__`; return the last, or NULL.
static PyObject *light_describe(PyObject *module, PyObject *name, PyObject *parent_name, PyObject *library,
                                Py_ssize_t separator, PyObject *suffix, int is_package) {
    PyObject *place = NULL, *file = NULL, *path = NULL, *loader = NULL, *spec = NULL;
    PyObject *folder = PyUnicode_Substring(library, 0, separator);
    PyObject *dot = PyUnicode_FromString("."), *slash = PyUnicode_Substring(library, separator, separator + 1);
    PyObject *words = dot == NULL || slash == NULL ? NULL : PyUnicode_Replace(name, dot, slash, -1);
    if (folder == NULL || words == NULL) {
        goto done;
    }
    place = PyUnicode_FromFormat("%U%U%U", folder, slash, words);
    if (place == NULL) {
        goto done;
    }
    file = is_package ? PyUnicode_FromFormat("%U%U__init__%U", place, slash, suffix)
                      : PyUnicode_FromFormat("%U%U", place, suffix);
    if (file == NULL || CPyImport_InitSpecClasses() < 0) {
        goto done;
    }
    loader = PyObject_CallFunctionObjArgs(CPyImport_ExtFileLoaderClass, name, file, NULL);
    if (loader == NULL) {
        goto done;
    }
    PyObject *arguments[] = {NULL, name, loader, file, is_package ? Py_True : Py_False};
    spec = PyObject_Vectorcall(CPyImport_ModuleSpecClass, arguments + 1, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET,
                               CPyImport_SpecKwnames);
    if (spec == NULL) {
        goto done;
    }
    path = is_package ? PyList_New(1) : Py_NewRef(Py_None);
    if (path == NULL) {
        Py_CLEAR(spec);
        goto done;
    }
    if (is_package) {
        PyList_SET_ITEM(path, 0, Py_NewRef(place));
        if (light_set(module, "__path__", path) < 0
            || PyObject_SetAttrString(spec, "submodule_search_locations", path) < 0) {
            Py_CLEAR(spec);
            goto done;
        }
    }
    if (light_set(module, "__package__", is_package ? name : parent_name) < 0 || light_set(module, "__file__", file) < 0
        || light_set(module, "__loader__", loader) < 0 || light_set(module, "__spec__", spec) < 0) {
        Py_CLEAR(spec);
    }
done:
    Py_XDECREF(folder);
    Py_XDECREF(dot);
    Py_XDECREF(slash);
    Py_XDECREF(words);
    Py_XDECREF(place);
    Py_XDECREF(file);
    Py_XDECREF(path);
    Py_XDECREF(loader);
    return spec;
}

// Run a new module and make it known; its failure leaves no trace of it.
static int light_run(PyObject *module, PyObject *name, PyObject *spec, PyObject *modules, int (*run)(PyObject *)) {
    if (PyObject_SetAttrString(spec, "_initializing", Py_True) < 0 || PyDict_SetItem(modules, name, module) < 0) {
        return -1;
    }
    int result = run(module);
    if (result == 0 && PyDict_GetItemWithError(modules, name) != module) {
        if (!PyErr_Occurred()) {
            CPyImport_SetModuleReplacedError(name);
        }
        result = -1;
    }
    if (result == 0) {
        return PyObject_SetAttrString(spec, "_initializing", Py_False);
    }
    PyObject *kind, *error, *traceback;
    PyErr_Fetch(&kind, &error, &traceback);
    if (PyDict_DelItem(modules, name) < 0) {
        PyErr_Clear();
    }
    if (PyObject_SetAttrString(spec, "_initializing", Py_False) < 0) {
        PyErr_Clear();
    }
    PyErr_Restore(kind, error, traceback);
    return -1;
}

PyObject *CPyImport_ImportNative(PyObject *name, PyObject *(*make)(void), int (*run)(PyObject *),
                                 CPyModule **module_static, CPyModuleCache *cache, CPyImportState *state,
                                 CPyModuleLockAPI *locks, PyObject *library, PyObject *suffix, Py_ssize_t is_package) {
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *parent_name = NULL, *child_name = NULL, *parent = NULL, *module = NULL;
    Py_ssize_t separator = -1;
    if (*module_static == NULL && light_one_thread() && PyDict_CheckExact(modules) && PyUnicode_Check(library)
        && PyDict_GetItemWithError(modules, name) == NULL && !PyErr_Occurred()) {
        separator = PyUnicode_FindChar(library, SEP[0], 0, PyUnicode_GetLength(library), -1);
    }
    if (separator >= 0) {
        if (CPyImport_SplitName(name, &parent_name, &child_name) < 0) {
            return NULL;
        }
        parent = parent_name == NULL ? NULL : PyDict_GetItemWithError(modules, parent_name);
        Py_XINCREF(parent);
    }
    if (parent == NULL) {
        Py_XDECREF(parent_name);
        Py_XDECREF(child_name);
        if (PyErr_Occurred()) {
            return NULL;
        }
        return CPyImport_ImportNativeLocked(name, make, run, module_static, cache, state, locks, library, suffix,
                                            is_package);
    }
    module = make();
    PyObject *spec = NULL;
    if (module != NULL) {
        spec = light_describe(module, name, parent_name, library, separator, suffix, is_package != 0);
    }
    if (spec == NULL || light_run(module, name, spec, modules, run) < 0) {
        Py_CLEAR(*module_static);
        module = NULL;
    } else {
        CPyImport_ReplaceModuleCache(cache, module);
        CPyImport_SetInitialized(state, true);
        PyUnicode_InternInPlace(&child_name);
        if (PyObject_SetAttr(parent, child_name, module) < 0) {
            Py_CLEAR(module);
        }
    }
    Py_XDECREF(spec);
    Py_DECREF(parent);
    Py_DECREF(parent_name);
    Py_DECREF(child_name);
    return module;
}
