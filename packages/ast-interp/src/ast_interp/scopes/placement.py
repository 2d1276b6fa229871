"""Checks of what stands where it may not: `return` outside a function, `break` outside a loop, and their like.

Messages and moments are those of CPython's compiler. The class keeps what the checks need to know of the surroundings;
the walk that calls it owns the scopes.
"""

from __future__ import annotations

import _ast as ast

from ast_interp.errors import syntax_error
from ast_interp.scopes.patterns import check_match
from ast_interp.scopes.scope import (
    CLASS,
    COMPREHENSION,
    FUNCTION,
    GENERATOR,
    LAMBDA,
    MODULE,
    TYPE_PARAMETERS,
    Scope,
)
from pyston_runtime.interfaces.typed import Final, cast

_FUTURES: Final = frozenset(
    {
        "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
        "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations",
    }
)  # fmt: skip


class Placement:
    """What surrounds the node under the walk."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.loops = 0
        self.star_handlers = 0
        self.annotations = 0
        self.outer: list[tuple[int, int]] = []
        self.returned_values: list[tuple[Scope, ast.Return]] = []

    def enter_block(self, kind: str) -> None:
        """A new block: loops and handlers around it no longer count (but for inlined comprehensions)."""
        self.outer.append((self.loops, self.star_handlers))
        self.loops = 0
        self.star_handlers = 0

    def leave_block(self, scope: Scope) -> None:
        """Back to the block around; an async generator must not have returned a value."""
        self.loops, self.star_handlers = self.outer.pop()
        if scope.is_coroutine and scope.is_generator and scope.kind == FUNCTION:
            for owner, node in self.returned_values:
                if owner is scope:
                    raise syntax_error("'return' with value in async generator", self.filename, node)
        if scope.kind == COMPREHENSION and scope.is_coroutine and scope.parent is not None:
            # an inlined asynchronous comprehension awaits in the frame around it
            scope.parent.has_await = True
            if scope.parent.kind in (COMPREHENSION, GENERATOR):
                scope.parent.is_coroutine = True
        if scope.kind == COMPREHENSION and scope.has_await and scope.parent is not None:
            scope.parent.has_await = True
            if scope.parent.kind in (COMPREHENSION, GENERATOR):
                scope.parent.is_coroutine = True

    def enter_loop(self) -> None:
        """A loop's body begins."""
        self.loops += 1

    def leave_loop(self) -> None:
        """A loop's body ends."""
        self.loops -= 1

    def enter_handlers(self, star: bool) -> None:
        """The handlers of a `try` begin; `star` for `except*`."""
        if star:
            self.outer.append((self.loops, self.star_handlers))
            self.loops = 0
            self.star_handlers = 1

    def leave_handlers(self, star: bool) -> None:
        """The handlers end."""
        if star:
            self.loops, self.star_handlers = self.outer.pop()

    def enter_annotation(self) -> None:
        """An annotation begins."""
        self.annotations += 1

    def leave_annotation(self) -> None:
        """An annotation ends."""
        self.annotations -= 1

    def check_handlers(self, node: ast.Try) -> None:
        """A bare `except:` comes last."""
        for handler in node.handlers[:-1]:
            if handler.type is None:
                raise syntax_error("default 'except:' must be last", self.filename, handler)

    def check_future(self, node: ast.AST, scope: Scope) -> None:
        """`from __future__` imports: known features, at the beginning of the file."""
        if not (isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level):
            return
        module = scope.node
        allowed = scope.kind == MODULE and isinstance(module, (ast.Module, ast.Interactive))
        if allowed:
            body = cast(ast.Module, module).body
            for index, statement in enumerate(body):
                if statement is node:
                    break
                if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
                    continue
                is_docstring = (
                    index == 0
                    and isinstance(statement, ast.Expr)
                    and isinstance(statement.value, ast.Constant)
                    and isinstance(statement.value.value, str)
                )
                if not is_docstring:
                    allowed = False
                    break
            else:
                allowed = False
        if not allowed:
            raise syntax_error("from __future__ imports must occur at the beginning of the file", self.filename, node)
        for alias in node.names:
            message = ""
            if alias.name == "braces":
                message = "not a chance"
            elif alias.name not in _FUTURES:
                message = f"future feature {alias.name} is not defined"
            if message:
                error = syntax_error(message, self.filename, node)
                error.end_lineno, error.end_offset = node.lineno, None
                raise error

    def check(self, name: str, node: ast.AST, scope: Scope) -> None:
        """Refuse a node that may not stand in `scope`, and note what it makes of the scope."""
        if name == "Return":
            if scope.kind != FUNCTION:
                raise syntax_error("'return' outside function", self.filename, node)
            if self.star_handlers and not self.loops:
                self._refuse_leaving_star(node)
            if self.star_handlers:
                self._refuse_leaving_star(node)
        elif name == "Break" or name == "Continue":
            if not self.loops:
                if self.star_handlers:
                    self._refuse_leaving_star(node)
                message = "'break' outside loop" if name == "Break" else "'continue' not properly in loop"
                raise syntax_error(message, self.filename, node)
        elif name == "Yield" or name == "YieldFrom":
            self._yield(name, node, scope)
        elif name == "Await":
            self._await(node, scope, "'await'")
        elif name == "AsyncFor":
            self._await(node, scope, "'async for'")
        elif name == "AsyncWith":
            self._await(node, scope, "'async with'")
        elif name == "async comprehension":
            self._async_comprehension(node, scope)
        elif name == "NamedExpr":
            self._in_annotation(node, scope, "named expression")
        elif name == "Starred":
            if type(cast(ast.Starred, node).ctx) is ast.Load:
                pass
        elif name == "Match":
            check_match(cast(ast.Match, node), self.filename)
        elif name == "Assign":
            for target in cast(ast.Assign, node).targets:
                self._target(target)

    def _refuse_leaving_star(self, node: ast.AST) -> None:
        raise syntax_error("'break', 'continue' and 'return' cannot appear in an except* block", self.filename, node)

    def _target(self, target: ast.AST) -> None:
        if isinstance(target, ast.Starred):
            raise syntax_error("starred assignment target must be in a list or tuple", self.filename, target)
        if isinstance(target, (ast.Tuple, ast.List)):
            starred = [element for element in target.elts if isinstance(element, ast.Starred)]
            if len(starred) > 1:
                raise syntax_error("multiple starred expressions in assignment", self.filename, target)

    def _in_annotation(self, node: ast.AST, scope: Scope, what: str) -> None:
        if scope.kind == TYPE_PARAMETERS:
            raise syntax_error(f"{what} cannot be used within {scope.words}", self.filename, node)

    def _yield(self, name: str, node: ast.AST, scope: Scope) -> None:
        if self.annotations and scope.future_annotations:
            raise syntax_error("yield expression cannot be used within an annotation", self.filename, node)
        if scope.kind == TYPE_PARAMETERS:
            self._in_annotation(node, scope, "yield expression")
        if scope.kind in (MODULE, CLASS):
            raise syntax_error("'yield' outside function", self.filename, node)
        if scope.kind in (COMPREHENSION, GENERATOR):
            kinds = {"ListComp": "list comprehension", "SetComp": "set comprehension", "DictComp": "dict comprehension"}
            where = kinds.get(type(scope.node).__name__, "generator expression")
            raise syntax_error(f"'yield' inside {where}", self.filename, node)
        if name == "YieldFrom" and scope.is_coroutine:
            raise syntax_error("'yield from' inside async function", self.filename, node)
        scope.is_generator = True

    def _await(self, node: ast.AST, scope: Scope, what: str) -> None:
        if scope.kind == TYPE_PARAMETERS:
            self._in_annotation(node, scope, "await expression")
        function = scope
        while function.kind == COMPREHENSION and function.parent is not None:
            function = function.parent
        if function.kind == GENERATOR:
            function.is_coroutine = True
            function.has_await = True
            scope.has_await = True
            return
        if function.kind not in (FUNCTION, LAMBDA):
            raise syntax_error(f"{what} outside function", self.filename, node)
        if not function.is_coroutine:
            raise syntax_error(f"{what} outside async function", self.filename, node)
        scope.has_await = True

    def _async_comprehension(self, node: ast.AST, scope: Scope) -> None:
        function = scope
        while function.kind == COMPREHENSION and function.parent is not None:
            function = function.parent
        if function.kind == GENERATOR or (function.kind == FUNCTION and function.is_coroutine):
            return
        raise syntax_error("asynchronous comprehension outside of an asynchronous function", self.filename, node)
