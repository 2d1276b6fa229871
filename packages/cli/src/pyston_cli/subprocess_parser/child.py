"""The program of the child process: reads requests from standard input, writes answers to standard output.

It stands alone (any CPython from 3.9 on runs it as a script) and is the definition of the serialised form, version 1.
Every message is a length (four bytes, little-endian) and as many bytes of `marshal` format 2, which all those versions
read and write alike, holding flat tuples only: `marshal` refuses deep nesting, and trees are deep. Not pickle, which
would let a child that went wrong run code in its parent.

  greeting   (VERSION, python version, classes)    classes: a tuple of (name, fields, attributes), one a class
  request    (source, filename, mode, flags, minor feature version, whether warnings are errors)
  answer     ("tree", words, constants, places, warnings)
             ("error", exception's class name, arguments, warnings)

A tree is a program for a stack machine, in postfix order. `words` are unsigned 32-bit numbers:

  0 NUMBER                push constants[NUMBER]
  1 LENGTH                pop that many values, push the list of them
  2 + INDEX               pop the fields of classes[INDEX], push the node; a class with attributes takes its four from
                          `places`, signed 32-bit numbers: line, column, last line, last column

Warnings are tuples of (category's name, message, filename, line).
"""

from __future__ import annotations

import ast
import marshal
import signal
import struct
import sys
import warnings
from array import array
from typing import Any, BinaryIO

VERSION = 1
FORMAT = 2
CONSTANT, LIST, FIRST_CLASS = 0, 1, 2
PLACE = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def node_classes() -> list[type[ast.AST]]:
    """Every concrete class of `ast` that the parser makes, by name."""
    found = []
    for name in sorted(vars(ast)):
        value = getattr(ast, name)
        if isinstance(value, type) and issubclass(value, ast.AST) and value.__module__ in ("ast", "_ast"):
            found.append(value)
    return found


CLASSES = node_classes()
INDEX = {node_class: number + FIRST_CLASS for number, node_class in enumerate(CLASSES)}


class Encoder:
    """Turns a tree into words, constants and places."""

    def __init__(self) -> None:
        self.words = array("I")
        self.places = array("i")
        self.constants: list[Any] = []
        self.numbers: dict[tuple[type, object], int] = {}

    def encode(self, tree: ast.AST) -> None:
        """Append the program that builds `tree`; a stack of its own, since trees are deeper than Python's."""
        pending: list[tuple[object, bool]] = [(tree, False)]
        while pending:
            value, inner_done = pending.pop()
            if isinstance(value, list):
                if inner_done:
                    self.words.extend((LIST, len(value)))
                else:
                    pending.append((value, True))
                    pending.extend((item, False) for item in reversed(value))
            elif isinstance(value, ast.AST):
                if inner_done:
                    self.words.append(INDEX[type(value)])
                    if value._attributes:
                        self.places.extend(getattr(value, name) or 0 for name in PLACE)
                else:
                    pending.append((value, True))
                    pending.extend((getattr(value, name, None), False) for name in reversed(value._fields))
            else:
                self.constant(value)

    def constant(self, value: object) -> None:
        """Append the push of a constant. repr tells -0.0 from 0.0 and 1 from True, which are equal."""
        key = (type(value), repr(value) if isinstance(value, (float, complex)) else value)
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.constants)
            self.constants.append(value)
        self.words.extend((CONSTANT, number))


def answer(request: tuple[Any, ...]) -> tuple[Any, ...]:
    """Parse what a request asks for."""
    source, filename, mode, flags, minor, strict = request
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("error" if strict else "always")
        try:
            tree = compile(source, filename, mode, flags | ast.PyCF_ONLY_AST, True, _feature_version=minor)
        except Exception as error:
            return ("error", type(error).__name__, error.args, messages(caught))
    encoder = Encoder()
    encoder.encode(tree)
    words, places = encoder.words, encoder.places
    if sys.byteorder != "little":
        words.byteswap()
        places.byteswap()
    return ("tree", words.tobytes(), tuple(encoder.constants), places.tobytes(), messages(caught))


def messages(caught: list[warnings.WarningMessage]) -> tuple[tuple[str, str, str, int], ...]:
    """The warnings in their serialised form."""
    return tuple((item.category.__name__, str(item.message), item.filename, item.lineno) for item in caught)


def send(stream: BinaryIO, message: tuple[Any, ...]) -> None:
    """Write one message."""
    data = marshal.dumps(message, FORMAT)
    stream.write(struct.pack("<I", len(data)) + data)
    stream.flush()


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    # An interrupt from the keyboard goes to both processes; what becomes of it is the parent's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    classes = tuple((item.__name__, item._fields, item._attributes) for item in CLASSES)
    send(answers, (VERSION, tuple(sys.version_info[:3]), classes))
    while True:
        header = requests.read(4)
        if len(header) < 4:
            return
        send(answers, answer(marshal.loads(requests.read(struct.unpack("<I", header)[0]))))


if __name__ == "__main__":
    main()
