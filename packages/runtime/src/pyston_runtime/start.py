"""Imports in one go what every program needs of this package.

Compiled modules import each other without looking for files; asked for one by one from outside, each is a search and a
shared library of its own. Packages come before what is in them, for the same reason.
"""

# ruff: noqa: F401, I001

from __future__ import annotations

import pyston_runtime.interfaces
import pyston_runtime.tracebacks
import pyston_runtime.functions
import pyston_runtime.exceptions
import pyston_runtime.imports
import pyston_runtime.dynamic
import pyston_runtime.parsers
import pyston_runtime.dynamic.served
import pyston_runtime.exceptions.groups
import pyston_runtime.exceptions.handled
import pyston_runtime.functions.stubs
import pyston_runtime.imports.finder
import pyston_runtime.imports.scripts
import pyston_runtime.imports.selection
import pyston_runtime.interfaces.code
import pyston_runtime.parsers.deferred
import pyston_runtime.tracebacks.base
import pyston_runtime.tracebacks.frames
import pyston_runtime.tracebacks.hidden
