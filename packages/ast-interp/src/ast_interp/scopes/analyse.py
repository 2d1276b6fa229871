"""Walk a tree once and note what every scope does with every name.

The walk also makes the checks that CPython's symbol table makes, at the same moment: before anything runs.
The checks of statements that stand in the wrong place are in `placement`. One class, because every visit shares the
innermost scope; that is why the file is long.
"""

from __future__ import annotations

import _ast as ast
import sys

from ast_interp.errors import syntax_error
from ast_interp.scopes.placement import Placement
from ast_interp.scopes.resolve import NonlocalError, resolve
from ast_interp.scopes.scope import (
    ANNOTATED,
    BOUND,
    CLASS,
    COMPREHENSION,
    DELETED,
    FUNCTION,
    GENERATOR,
    GLOBAL,
    IMPORTED,
    ITERATED,
    LAMBDA,
    MODULE,
    NONLOCAL,
    PARAMETER,
    TYPE_PARAMETERS,
    USED,
    WALRUS,
    Scope,
    mangle,
)
from ast_interp.scopes.suspicions import KINDS, Suspicions
from pyston_runtime.interfaces.typed import Final, cast

_COMPREHENSIONS: Final = {
    "ListComp": "<listcomp>",
    "SetComp": "<setcomp>",
    "DictComp": "<dictcomp>",
    "GeneratorExp": "<genexpr>",
}


def analyse(tree: ast.AST, filename: str, future_annotations: bool = False, warn: bool = True) -> dict[ast.AST, Scope]:
    """Find the scopes of a tree.

    Args:
        tree: an `ast.Module`, `ast.Expression` or `ast.Interactive`.
        filename: what errors name.
        future_annotations: whether annotations are kept as text whatever the tree's own imports say.
        warn: whether to warn of what looks like a mistake.

    Returns:
        The scope of each node that opens one, the tree itself first. A definition with type parameters opens two:
        that of the parameters is under its first type parameter node.

    Raises:
        SyntaxError: as CPython's symbol table and compiler give it, with the name's position.
    """
    walker = _Walker(tree, filename, future_annotations)
    module = walker.scope
    walker.visit_children(tree)
    problem: SyntaxError | None = None
    try:
        resolve(module)
    except NonlocalError as error:
        node = walker.declared.get((error.scope, error.name), error.scope.node)
        message = f"no binding for nonlocal '{error.name}' found"
        if error.of_type_parameter:
            message = f"nonlocal binding not allowed for type parameter '{error.name}'"
        problem = syntax_error(message, filename, node)
    if problem is not None:
        raise problem
    if warn and walker.suspicions.found:
        module.warned = True
        walker.suspicions.issue(filename)
    return walker.scopes


class _Walker:
    """The walk: `scope` is the innermost scope at every moment."""

    def __init__(self, tree: ast.AST, filename: str, future_annotations: bool) -> None:
        self.filename = filename
        self.scope = Scope(MODULE, "<module>", tree, None, None)
        self.scope.future_annotations = future_annotations
        self.module = self.scope
        self.scopes: dict[ast.AST, Scope] = {tree: self.scope}
        self.declared: dict[tuple[Scope, str], ast.AST] = {}
        self.placement = Placement(filename)
        self.suspicions = Suspicions()
        self.iterable_depth = 0

    # the walk

    def visit(self, node: ast.AST) -> None:
        """Visit one node."""
        name = type(node).__name__
        if name == "Name":
            self.name(cast(ast.Name, node))
        elif name == "Constant":
            return
        elif name in _COMPREHENSIONS:
            self.comprehension(node)
        elif name in _SPECIAL:
            self.special(name, node)
        else:
            if name in KINDS:
                self.suspicions.look(name, node)
                if name == "Call":
                    self.check_keywords(cast(ast.Call, node).keywords)
            self.visit_children(node)

    def check_keywords(self, keywords: list[ast.keyword]) -> None:
        """Refuse a keyword that is given twice."""
        if len(keywords) > 1:
            seen: set[str] = set()
            for keyword in keywords:
                name = keyword.arg
                if name is not None:
                    if name in seen:
                        raise syntax_error(f"keyword argument repeated: {name}", self.filename, keyword)
                    seen.add(name)

    def visit_children(self, node: ast.AST) -> None:
        """Visit what a node holds, in the order of its fields."""
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                self.visit_all(value)
            elif isinstance(value, ast.AST):
                self.visit(value)

    def visit_all(self, nodes: list[ast.AST]) -> None:
        """Visit a list of nodes (None among them is left out: `{**a}`, keyword defaults)."""
        for node in nodes:
            if isinstance(node, ast.AST):
                self.visit(node)

    def special(self, name: str, node: ast.AST) -> None:
        """Visit a node that binds, opens a scope or may stand in the wrong place."""
        if name == "FunctionDef" or name == "AsyncFunctionDef":
            self.function(cast(ast.FunctionDef, node))
        elif name == "Lambda":
            self.lambda_expression(cast(ast.Lambda, node))
        elif name == "ClassDef":
            self.class_definition(cast(ast.ClassDef, node))
        elif name == "Global":
            self.declare(node, cast(ast.Global, node).names, GLOBAL)
        elif name == "Nonlocal":
            self.declare(node, cast(ast.Nonlocal, node).names, NONLOCAL)
        elif name == "Import" or name == "ImportFrom":
            self.import_statement(node)
        elif name == "NamedExpr":
            self.named_expression(cast(ast.NamedExpr, node))
        elif name == "AnnAssign":
            self.annotated_assignment(cast(ast.AnnAssign, node))
        elif name == "ExceptHandler":
            handler = cast(ast.ExceptHandler, node)
            if handler.type is not None:
                self.visit(handler.type)
            if handler.name:
                self.bind(handler.name, BOUND | DELETED, node)
            self.visit_all(cast("list[ast.AST]", handler.body))
        elif name == "TypeAlias":
            self.type_alias(node)
        elif name == "MatchAs" or name == "MatchStar":
            self.visit_children(node)
            bound = cast(ast.MatchStar, node).name
            if bound is not None:
                self.bind(bound, BOUND, node)
        elif name == "MatchMapping":
            self.visit_children(node)
            rest = cast(ast.MatchMapping, node).rest
            if rest is not None:
                self.bind(rest, BOUND, node)
        elif name == "Attribute":
            attribute = cast(ast.Attribute, node)
            if type(attribute.ctx) is not ast.Load and attribute.attr == "__debug__":
                raise syntax_error("cannot assign to __debug__", self.filename, node)
            self.visit(attribute.value)
        elif name == "keyword":
            keyword = cast(ast.keyword, node)
            if keyword.arg == "__debug__":
                raise syntax_error("cannot assign to __debug__", self.filename, node)
            self.visit(keyword.value)
        elif name == "Try" or name == "TryStar":
            statement = cast(ast.Try, node)
            self.placement.check_handlers(statement)
            self.visit_all(cast("list[ast.AST]", statement.body))
            star = name == "TryStar"
            self.placement.enter_handlers(star)
            self.visit_all(cast("list[ast.AST]", statement.handlers))
            self.placement.leave_handlers(star)
            self.visit_all(cast("list[ast.AST]", statement.orelse))
            self.visit_all(cast("list[ast.AST]", statement.finalbody))
        elif name in ("For", "AsyncFor", "While"):
            self.loop(name, node)
        else:
            self.placement.check(name, node, self.scope)
            if name == "Return":
                self.return_statement(cast(ast.Return, node))
            else:
                self.visit_children(node)

    def loop(self, name: str, node: ast.AST) -> None:
        """Visit a loop: `break` and `continue` are right in its body alone."""
        if name == "AsyncFor":
            self.placement.check(name, node, self.scope)
        if name == "While":
            self.visit(cast(ast.While, node).test)
        else:
            self.visit(cast(ast.For, node).target)
            self.visit(cast(ast.For, node).iter)
        self.placement.enter_loop()
        self.visit_all(cast("list[ast.AST]", cast(ast.For, node).body))
        self.placement.leave_loop()
        self.visit_all(cast("list[ast.AST]", cast(ast.For, node).orelse))

    def return_statement(self, node: ast.Return) -> None:
        """A value is refused in an async generator: checked when its scope is left."""
        if node.value is not None:
            self.placement.returned_values.append((self.scope, node))
            self.visit(node.value)

    # names

    def name(self, node: ast.Name) -> None:
        """A use, binding or deletion of a name."""
        context = type(node.ctx)
        if context is ast.Load:
            identifier = mangle(self.scope.private, node.id)
            self.scope.add(identifier, USED)
            if identifier == "super" and self.scope.function_like():
                self.scope.add("__class__", USED)
        elif context is ast.Store:
            self.bind(node.id, BOUND, node)
        else:
            self.bind(node.id, BOUND | DELETED, node)

    def bind(self, name: str, bits: int, node: ast.AST) -> None:
        """Note a binding, refusing what no one may bind."""
        if name == "__debug__":
            verb = "delete" if bits & DELETED and isinstance(node, ast.Name) else "assign to"
            raise syntax_error(f"cannot {verb} __debug__", self.filename, node)
        scope = self.scope
        identifier = mangle(scope.private, name)
        if scope.kind == COMPREHENSION or scope.kind == GENERATOR:
            bits |= ITERATED
            if scope.uses.get(identifier, 0) & WALRUS:
                message = f"comprehension inner loop cannot rebind assignment expression target '{name}'"
                raise syntax_error(message, self.filename, node)
        scope.add(identifier, bits)

    def declare(self, node: ast.AST, names: list[str], kind: int) -> None:
        """`global` and `nonlocal`, with CPython's checks."""
        scope = self.scope
        word = "global" if kind == GLOBAL else "nonlocal"
        if kind == NONLOCAL and scope.kind == MODULE:
            raise syntax_error("nonlocal declaration not allowed at module level", self.filename, node)
        for name in names:
            identifier = mangle(scope.private, name)
            bits = scope.uses.get(identifier, 0)
            message = ""
            if bits & PARAMETER:
                message = f"name '{name}' is parameter and {word}"
            elif bits & (GLOBAL | NONLOCAL) and not bits & kind:
                message = f"name '{name}' is nonlocal and global"
                node = self.declared[(scope, identifier)]
            elif bits & USED:
                message = f"name '{name}' is used prior to {word} declaration"
            elif bits & ANNOTATED:
                message = f"annotated name '{name}' can't be {word}"
            elif bits & BOUND:
                message = f"name '{name}' is assigned to before {word} declaration"
            if message:
                raise syntax_error(message, self.filename, node)
            self.declared[(scope, identifier)] = node
            scope.add(identifier, kind)
            if kind == GLOBAL:
                # what any block declares global is so at module level too, which matters to `exec` with two namespaces
                self.module.add(identifier, GLOBAL)

    def import_statement(self, node: ast.AST) -> None:
        """Imports bind the first component, or what stands behind `as`."""
        self.placement.check_future(node, self.scope)
        for alias in cast(ast.Import, node).names:
            if alias.name == "*":
                if self.scope.kind != MODULE:
                    raise syntax_error("import * only allowed at module level", self.filename, alias)
                continue
            bound = alias.asname
            if bound is None:
                bound = alias.name if isinstance(node, ast.ImportFrom) else alias.name.partition(".")[0]
            self.bind(bound, BOUND | IMPORTED, alias)
        if isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level:
            if any(alias.name == "annotations" for alias in node.names):
                self.scope.future_annotations = True

    def named_expression(self, node: ast.NamedExpr) -> None:
        """`:=` binds in the nearest block that is no comprehension (PEP 572)."""
        target = node.target
        scope = self.scope
        name = mangle(scope.private, target.id)
        if self.iterable_depth:
            raise syntax_error(
                "assignment expression cannot be used in a comprehension iterable expression", self.filename, node
            )
        if scope.kind in (COMPREHENSION, GENERATOR):
            inner: Scope | None = scope
            while inner is not None and inner.kind in (COMPREHENSION, GENERATOR):
                if inner.uses.get(name, 0) & ITERATED:
                    raise syntax_error(
                        f"assignment expression cannot rebind comprehension iteration variable '{target.id}'",
                        self.filename,
                        target,
                    )
                inner.add(name, USED | WALRUS)
                inner = inner.parent
            assert inner is not None
            if inner.kind == CLASS:
                raise syntax_error(
                    "assignment expression within a comprehension cannot be used in a class body", self.filename, target
                )
            if inner.kind == TYPE_PARAMETERS:
                raise syntax_error(
                    "assignment expression within a comprehension cannot be used in a type parameter",
                    self.filename,
                    node,
                )
            bits = inner.uses.get(name, 0)
            if inner.kind == MODULE and not bits & GLOBAL:
                inner.add(name, BOUND)
            elif not bits & (GLOBAL | NONLOCAL):
                inner.add(name, BOUND | WALRUS)
        else:
            self.placement.check("NamedExpr", node, scope)
            self.bind(target.id, BOUND | WALRUS, target)
        self.visit(node.value)

    def annotated_assignment(self, node: ast.AnnAssign) -> None:
        """`x: T = v`: the target is bound even without a value, and must not be global."""
        target = node.target
        if node.simple and isinstance(target, ast.Name):
            scope = self.scope
            bits = scope.uses.get(mangle(scope.private, target.id), 0)
            if bits & (GLOBAL | NONLOCAL) and scope.kind != MODULE:
                word = "global" if bits & GLOBAL else "nonlocal"
                raise syntax_error(f"annotated name '{target.id}' can't be {word}", self.filename, node)
            self.bind(target.id, BOUND | ANNOTATED, target)
        elif not isinstance(target, ast.Name) or node.value is not None:
            self.visit(target)
        self.annotation(node.annotation)
        if node.value is not None:
            self.visit(node.value)

    # scopes

    def annotation(self, node: ast.AST | None) -> None:
        """An annotation is visited unless it is kept as text (PEP 563)."""
        if node is None or self.scope.future_annotations:
            return
        self.placement.enter_annotation()
        self.visit(node)
        self.placement.leave_annotation()

    def enter(self, kind: str, name: str, node: ast.AST, key: ast.AST) -> Scope:
        """Open a scope; the caller restores the returned outer one with `leave`."""
        outer = self.scope
        self.scope = Scope(kind, name, node, outer, outer.private)
        self.scopes[key] = self.scope
        self.placement.enter_block(kind)
        return outer

    def leave(self, outer: Scope) -> None:
        """Close the innermost scope."""
        self.placement.leave_block(self.scope)
        self.scope = outer

    def function(self, node: ast.FunctionDef) -> None:
        """`def`: decorators and defaults outside; type parameters, annotations and the body inside."""
        self.bind(node.name, BOUND, node)
        self.visit_all(cast("list[ast.AST]", node.decorator_list))
        self.defaults(node.args)
        outer = self.type_parameters(node, node.name)
        self.parameter_annotations(node.args)
        if node.returns is not None:
            self.annotation(node.returns)
        around = self.enter(FUNCTION, node.name, node, node)
        self.scope.is_coroutine = isinstance(node, ast.AsyncFunctionDef)
        self.parameters(node.args)
        self.visit_all(cast("list[ast.AST]", node.body))
        self.leave(around)
        if outer is not None:
            self.leave(outer)

    def lambda_expression(self, node: ast.Lambda) -> None:
        """`lambda`."""
        self.defaults(node.args)
        outer = self.enter(LAMBDA, "<lambda>", node, node)
        self.parameters(node.args)
        self.visit(node.body)
        self.leave(outer)

    def class_definition(self, node: ast.ClassDef) -> None:
        """`class`: its body sees enclosing functions but its names are invisible to functions inside it."""
        self.bind(node.name, BOUND, node)
        self.visit_all(cast("list[ast.AST]", node.decorator_list))
        outer = self.type_parameters(node, node.name)
        self.visit_all(cast("list[ast.AST]", node.bases))
        self.visit_all(cast("list[ast.AST]", node.keywords))
        around = self.enter(CLASS, node.name, node, node)
        self.scope.private = node.name
        if outer is not None:
            self.scope.add(".type_params", USED)
        self.visit_all(cast("list[ast.AST]", node.body))
        self.leave(around)
        if outer is not None:
            self.leave(outer)

    def type_parameters(self, node: ast.AST, name: str) -> Scope | None:
        """Open the scope of PEP 695 type parameters where there are any.

        Returns:
            The scope to leave to afterwards, or None when no scope was opened.
        """
        parameters: list[ast.AST] = getattr(node, "type_params", [])
        if not parameters:
            return None
        outer = self.enter(TYPE_PARAMETERS, f"<generic parameters of {name}>", node, parameters[0])
        scope = self.scope
        if outer.kind == CLASS:
            scope.class_scope = outer
            scope.add("__classdict__", USED)
        if isinstance(node, ast.ClassDef):
            scope.private = node.name
            scope.add(".type_params", BOUND)
            scope.add(".generic_base", BOUND)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            scope.add(".defaults", PARAMETER)
            scope.add(".kwdefaults", PARAMETER)
            scope.parameters = [".defaults", ".kwdefaults"]
            scope.add(".type_params", BOUND)
        defaults = False
        for parameter in parameters:
            if getattr(parameter, "default_value", None) is not None:
                defaults = True
            elif defaults:
                message = f"non-default type parameter '{getattr(parameter, 'name')}' follows default type parameter"
                raise syntax_error(message, self.filename, parameter)
            parameter_name: str = getattr(parameter, "name")
            identifier = mangle(scope.private, parameter_name)
            if scope.uses.get(identifier, 0) & BOUND:
                raise syntax_error(f"duplicate type parameter '{parameter_name}'", self.filename, parameter)
            self.bind(parameter_name, BOUND, parameter)
            for field in ("bound", "default_value"):
                value = getattr(parameter, field, None)
                if value is not None:
                    self.lazy_value(value, parameter_name, _words(parameter, field, value))
        return outer

    def type_alias(self, node: ast.AST) -> None:
        """`type X[T] = value` (PEP 695): the value is a lazily called function."""
        target: ast.Name = getattr(node, "name")
        self.bind(target.id, BOUND, target)
        outer = self.type_parameters(node, target.id)
        self.lazy_value(getattr(node, "value"), target.id, "a type alias")
        if outer is not None:
            self.leave(outer)

    def lazy_value(self, value: ast.AST, name: str, words: str) -> None:
        """A bound, default or alias value: an annotation scope of its own, evaluated when asked for."""
        around = self.enter(TYPE_PARAMETERS, name, value, value)
        self.scope.words = words
        if around.kind == CLASS:
            self.scope.class_scope = around
        else:
            self.scope.class_scope = around.class_scope
        if self.scope.class_scope is not None:
            self.scope.add("__classdict__", USED)
        self.visit(value)
        self.leave(around)

    def defaults(self, arguments: ast.arguments) -> None:
        """Default values belong to the scope around the function."""
        self.visit_all(cast("list[ast.AST]", arguments.defaults))
        self.visit_all(cast("list[ast.AST]", arguments.kw_defaults))

    def parameter_annotations(self, arguments: ast.arguments) -> None:
        """Annotations belong to the scope around the function (inside its type parameters)."""
        for argument in arguments.posonlyargs + arguments.args + arguments.kwonlyargs:
            self.annotation(argument.annotation)
        if arguments.vararg is not None:
            self.annotation(arguments.vararg.annotation)
        if arguments.kwarg is not None:
            self.annotation(arguments.kwarg.annotation)

    def parameters(self, arguments: ast.arguments) -> None:
        """Bind the parameters in `co_varnames` order."""
        nodes = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
        if arguments.vararg is not None:
            nodes = [*nodes, arguments.vararg]
        if arguments.kwarg is not None:
            nodes = [*nodes, arguments.kwarg]
        scope = self.scope
        for node in nodes:
            identifier = mangle(scope.private, node.arg)
            if scope.uses.get(identifier, 0) & PARAMETER:
                raise syntax_error(f"duplicate argument '{node.arg}' in function definition", self.filename, node)
            self.bind(node.arg, PARAMETER | BOUND, node)
            scope.parameters.append(identifier)

    def comprehension(self, node: ast.AST) -> None:
        """Comprehensions: the first iterable outside, everything else inside."""
        name = type(node).__name__
        comprehension = cast(ast.ListComp, node)
        generators = comprehension.generators
        self.iterable_depth += 1
        self.visit(generators[0].iter)
        self.iterable_depth -= 1
        kind = GENERATOR if name == "GeneratorExp" else COMPREHENSION
        outer = self.enter(kind, _COMPREHENSIONS[name], node, node)
        scope = self.scope
        if kind == GENERATOR:
            scope.is_generator = True
            scope.add(".0", PARAMETER)
            scope.parameters.append(".0")
        for generator in generators:
            if generator.is_async:
                self.placement.check("async comprehension", node, scope)
                scope.is_coroutine = True
        for index, generator in enumerate(generators):
            # the targets first: a walrus must not rebind them
            self.visit(generator.target)
            if index:
                self.iterable_depth += 1
                self.visit(generator.iter)
                self.iterable_depth -= 1
            self.visit_all(cast("list[ast.AST]", generator.ifs))
        if name == "DictComp":
            pair = cast(ast.DictComp, node)
            self.visit(pair.key)
            self.visit(pair.value)
        else:
            self.visit(comprehension.elt)
        self.leave(outer)


def _words(parameter: ast.AST, field: str, value: ast.AST) -> str:
    """What the scope of a bound, constraint or default is called."""
    kind = type(parameter).__name__
    if field == "default_value":
        return f"a {kind} default"
    if isinstance(value, ast.Tuple) and sys.version_info >= (3, 13):
        return "a TypeVar constraint"
    return "a TypeVar bound"


_SPECIAL: Final = frozenset(
    {
        "FunctionDef", "AsyncFunctionDef", "Lambda", "ClassDef", "Global", "Nonlocal", "Import", "ImportFrom",
        "NamedExpr", "AnnAssign", "ExceptHandler", "TypeAlias", "MatchAs", "MatchStar", "MatchMapping", "Attribute",
        "keyword", "Try", "TryStar", "For", "AsyncFor", "While", "Return", "Break", "Continue", "Yield", "YieldFrom",
        "Await", "AsyncWith", "Starred", "Assign", "Match",
    }
)  # fmt: skip
