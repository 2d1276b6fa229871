"""Imports in one go what every program needs of this package; see `pyston_runtime.start`, which comes first."""

# ruff: noqa: F401, I001

from __future__ import annotations

import pyston_runtime.start
import ast_interp.process
import ast_interp.run
import ast_interp.ops
import ast_interp.ops.generated
import ast_interp.link
import ast_interp.lower
import ast_interp.scopes
import ast_interp.dynamic
import ast_interp.waiting
import ast_interp.link.linker
import ast_interp.lower.stored
import ast_interp.run.entry
import ast_interp.link.programs
