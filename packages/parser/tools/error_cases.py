"""Collects wrong sources from the installed CPython test suite, by running parts of it.

The tests are run as they are, with `compile`, `exec` and `eval` watched: every source that the host refuses with a
SyntaxError is a case.  This finds the doctests of `test_syntax`, the position checks of `test_exceptions`, and whatever
other modules try, without knowing how any of them is written.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib
import io
import sys
import unittest
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MODULES = (
    "test_syntax test_exceptions test_fstring test_grammar test_named_expressions test_patma"
    " test_positional_only_arg test_eof test_string_literals test_unicode_identifiers test_type_params"
    " test_type_aliases test_tstring test_except_star test_keywordonlyarg test_unpack_ex test_genexps"
    " test_listcomps test_dictcomps test_setcomps test_generators test_coroutines test_asyncgen test_decorators"
    " test_with test_global test_scope test_augassign test_flufl test_ucn test_bytes test_type_annotations"
    " test_lambda test_int test_complex test_float test_future test_print test_codeop test_source_encoding"
    " test_compile test_bool test_future_stmt test_ast test_type_comments"
).split()


@dataclass(frozen=True)
class Case:
    """A source that the host refuses, and the module that tries it."""

    module: str
    source: str | bytes
    mode: str


class Watch:
    """Replaces `compile`, `exec` and `eval` and notes the sources that they refuse."""

    def __init__(self) -> None:
        self.module = ""
        self.cases: dict[Case, None] = {}
        self.compile, self.exec, self.eval = compile, exec, eval

    def note(self, source: Any, mode: str) -> None:
        """Note a case."""
        if isinstance(source, (str, bytes)):
            self.cases[Case(self.module, source, mode)] = None

    def on_compile(self, source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
        """In place of `compile`."""
        try:
            return self.compile(source, filename, mode, *rest, **named)
        except SyntaxError:
            if mode in ("exec", "eval", "single"):
                self.note(source, mode)
            raise

    def on_run(self, run: Callable[..., Any], mode: str) -> Callable[..., Any]:
        """In place of `exec` or `eval`."""

        def watched(source: Any, *spaces: Any, **named: Any) -> Any:
            if not spaces:
                frame = sys._getframe(1)
                spaces = (frame.f_globals, frame.f_locals)
            try:
                return run(source, *spaces, **named)
            except SyntaxError:
                self.note(
                    source.lstrip(" \t")
                    if mode == "eval" and isinstance(source, (str, bytes)) and isinstance(source, str)
                    else source,
                    mode,
                )
                raise

        return watched

    def __enter__(self) -> Watch:
        builtins.compile = self.on_compile
        builtins.exec = self.on_run(self.exec, "exec")
        builtins.eval = self.on_run(self.eval, "eval")
        return self

    def __exit__(self, *error: object) -> None:
        builtins.compile, builtins.exec, builtins.eval = self.compile, self.exec, self.eval


def collect(modules: list[str]) -> list[Case]:
    """Run test modules and give the wrong sources that they hold.  Modules that the host lacks are passed over."""
    warnings.simplefilter("ignore")
    watch = Watch()
    for name in modules:
        try:
            module = importlib.import_module(f"test.{name}")
        except (ImportError, unittest.SkipTest):
            continue
        watch.module = name
        with watch, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            suite = unittest.defaultTestLoader.loadTestsFromModule(module)
            unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    return list(watch.cases)


def host_error(source: str | bytes, mode: str, **options: Any) -> Exception | None:
    """What the host's `ast.parse` raises; None if it gives a tree."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source, mode=mode, **options)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return error
    return None
