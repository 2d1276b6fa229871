"""The commands that print what a stage of Pyston makes of a file: tokens, tree, scopes, register code."""

from __future__ import annotations

import argparse
import ast
import os
import sys
import tokenize

from pyston_cli.compose import PartError, make_parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_WHAT = {
    "tokens": "the tokens of a file",
    "ast": "the syntax tree of a file, or of one function or class",
    "scopes": "the scopes of a file, or of one function: where each name lives",
    "code": "the register code of a file, or of one function",
}


def dump(command: str, words: Sequence[str]) -> int:
    """Print one stage and return the exit status: 1 for a file that cannot be read or parsed.

    Args:
        command: "tokens", "ast", "scopes" or "code".
        words: what follows it on the command line.
    """
    options = argparse.ArgumentParser(prog=f"pyston-cli {command}", description=f"Print {_WHAT[command]}.")
    options.add_argument("--parser", metavar="NAME", help="the parser: native, host, subprocess or an installed one")
    options.add_argument("file", metavar="FILE" if command == "tokens" else "FILE[:FUNCTION]")
    given = options.parse_args(words)
    path, function = (given.file, None) if command == "tokens" else split_function(given.file)
    try:
        with open(path, "rb") as stream:
            source = stream.read()
        print(_text(command, source, path, function, given.parser))
    except OSError as error:
        print(f"pyston-cli {command}: can't open file {path!r}: {error.strerror}", file=sys.stderr)
    except _NoSuchFunction:
        print(f"pyston-cli {command}: {path} has no function or class {function!r}", file=sys.stderr)
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        # Why the library could not decode or parse it is no news to those who ask for a dump.
        error.__context__ = None
        sys.excepthook(type(error), error.with_traceback(None), None)
    except PartError as error:
        print(f"pyston-cli {command}: {error}", file=sys.stderr)
        return 2
    else:
        return 0
    return 1


class _NoSuchFunction(Exception):
    pass


def split_function(text: str) -> tuple[str, str | None]:
    """Take FILE:FUNCTION apart; a colon may also belong to the file's name, if such a file exists."""
    path, colon, function = text.rpartition(":")
    if colon and function and not os.path.exists(text):
        return path, function
    return text, None


def _text(command: str, source: bytes, path: str, function: str | None, parser_name: str | None) -> str:
    if command == "tokens":
        return tokens_text(source)
    tree = make_parser(parser_name).parse(source, path)
    if command == "ast":
        node = tree if function is None else find_definition(tree, function)
        if node is None:
            raise _NoSuchFunction
        return ast.dump(node, indent=2, include_attributes=True)
    from ast_interp.dump import dump_code, dump_scopes

    if function is not None and find_definition(tree, function) is None:
        raise _NoSuchFunction
    return dump_scopes(tree, path, function) if command == "scopes" else dump_code(tree, path, function)


def tokens_text(source: bytes) -> str:
    """The tokens, one a line: start, end, type, text."""
    lines = iter(source.splitlines(keepends=True))
    result = []
    for token in tokenize.tokenize(lambda: next(lines, b"")):
        place = f"{token.start[0]},{token.start[1]}-{token.end[0]},{token.end[1]}"
        result.append(f"{place:<20}{tokenize.tok_name[token.exact_type]:<16}{token.string!r}")
    return "\n".join(result)


def find_definition(tree: ast.AST, qualified_name: str) -> ast.AST | None:
    """The function or class of that `__qualname__` (with or without `<locals>` parts): the last, as at run time."""
    names = [name for name in qualified_name.split(".") if name != "<locals>"]
    node = tree
    for name in names:
        inner = _find_among(node, name)
        if inner is None:
            return None
        node = inner
    return node


def _find_among(outer: ast.AST, name: str) -> ast.AST | None:
    """The last definition of `name` inside `outer` but not inside a definition there."""
    found = None
    pending = list(ast.iter_child_nodes(outer))
    while pending:
        node = pending.pop(0)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if node.name == name:
                found = node
        elif not isinstance(node, ast.Lambda):
            pending = list(ast.iter_child_nodes(node)) + pending
    return found
