"""The commands that print what a stage of Pyston makes of a file: tokens, tree, scopes, register code."""

from __future__ import annotations

import argparse
import ast
import os
import sys
import tokenize

from pyston_cli.compose import PartError, interpreter_dumps, make_parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
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
    found = None if function is None else find_definition(tree, function)
    if function is not None and found is None:
        raise _NoSuchFunction
    if command == "ast":
        return ast.dump(tree if found is None else found[0], indent=2, include_attributes=True)
    dump_scopes, dump_code = interpreter_dumps()
    if command == "code":
        return dump_code(tree, path, None if found is None else found[1]).rstrip("\n")
    scopes = dump_scopes(tree, path)
    return scopes.rstrip("\n") if found is None else part_of_scopes(scopes, found[0])


def tokens_text(source: bytes) -> str:
    """The tokens, one a line: start, end, type, text."""
    lines = iter(source.splitlines(keepends=True))
    result = []
    for token in tokenize.tokenize(lambda: next(lines, b"")):
        place = f"{token.start[0]},{token.start[1]}-{token.end[0]},{token.end[1]}"
        result.append(f"{place:<20}{tokenize.tok_name[token.exact_type]:<16}{token.string!r}")
    return "\n".join(result)


def part_of_scopes(text: str, definition: Definition) -> str:
    """The lines of a dump of scopes that belong to one definition, moved to the left margin."""
    lines = text.splitlines()
    heading = f" {definition.name} line {definition.lineno}"
    start = next(number for number, line in enumerate(lines) if line.endswith(heading))
    margin = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and lines[end].startswith(" " * (margin + 1)):
        end += 1
    return "\n".join(line[margin:] for line in lines[start:end])


def find_definition(tree: ast.AST, name: str) -> tuple[Definition, str] | None:
    """The function or class of a qualified name, and its `__qualname__` in full: the last one, as at run time.

    Args:
        tree: the module's.
        name: with or without its `<locals>` parts.
    """
    node: ast.AST = tree
    qualified = ""
    for part in name.split("."):
        if part == "<locals>":
            continue
        inner = _find_among(node, part)
        if inner is None:
            return None
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            qualified += ".<locals>"
        qualified += f".{part}"
        node = inner
    return (node, qualified[1:]) if isinstance(node, _DEFINITIONS) else None


def _find_among(outer: ast.AST, name: str) -> Definition | None:
    """The last definition of `name` inside `outer` but not inside a definition there."""
    found = None
    pending = list(ast.iter_child_nodes(outer))
    while pending:
        node = pending.pop(0)
        if isinstance(node, _DEFINITIONS):
            if node.name == name:
                found = node
        elif not isinstance(node, ast.Lambda):
            pending = list(ast.iter_child_nodes(node)) + pending
    return found
