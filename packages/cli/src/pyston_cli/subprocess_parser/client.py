"""Keeps the child process and asks it: one child for each parser object, started at the first request.

The child is started with -I and -S, so that neither the program's environment nor its folder can get into it, and is
closed when the host exits. A process that is forked off gets a child of its own.
"""

from __future__ import annotations

import builtins
import marshal
import os
import struct
import sys
import warnings
from _ast import PyCF_TYPE_COMMENTS
from contextlib import suppress

from pyston_cli.subprocess_parser import child
from pyston_cli.subprocess_parser.wire import NodeClass, WireError, decode, exception

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from subprocess import Popen
    from typing import IO, Any, Final

#: Names the python command, when no other was given.
ENVIRONMENT: Final = "PYSTON_PARSER_PYTHON"


class ParserProcessError(RuntimeError):
    """The child process could not be started, died, or said what cannot be understood."""


class SubprocessParser:
    """`pyston_runtime.interfaces.parser.Parser` over a CPython process.

    Args:
        python: the command that starts CPython (3.9 or newer), options included; when left out, the one that the
            environment's PYSTON_PARSER_PYTHON names, else the host.
    """

    def __init__(self, python: str | None = None) -> None:
        self._python = python or os.environ.get(ENVIRONMENT)
        self._child: Popen[bytes] | None = None
        self._owner = 0
        self._classes: list[NodeClass] = []

    @property
    def name(self) -> str:
        """The name that `--parser` takes."""
        return "subprocess"

    def parse(
        self,
        source: str | bytes,
        filename: str,
        mode: str = "exec",
        *,
        feature_version: tuple[int, int] | None = None,
        type_comments: bool = False,
    ) -> ast.AST:
        """Parse as `ast.parse` does in the child; see `Parser.parse`.

        Raises:
            SyntaxError: the child's, with the same arguments.
            ParserProcessError: the child is gone, or its tree cannot be the host's.
        """
        minor = -1
        if feature_version is not None:
            major, minor = feature_version
            if major != 3:
                raise ValueError(f"Unsupported major version: {major}")
        request = (source, filename, mode, PyCF_TYPE_COMMENTS if type_comments else 0, minor)
        answer = self._ask((*request, False))
        if _repeat_warnings(answer[-1]):
            answer = self._ask((*request, True))
        if answer[0] == "error":
            raise exception(answer[1], answer[2])
        try:
            return decode(self._classes, *answer[1:4])
        except WireError as error:
            raise ParserProcessError(f"{self._command()[0]} parsed {filename}, but {error}") from error

    def close(self) -> None:
        """Let the child end; a later request starts another."""
        process, self._child = self._child, None
        if process is None:
            return
        _close_pipes(process)
        if self._owner == os.getpid():
            process.wait()
        else:
            process.returncode = 0  # not this process's child: nothing to wait for, and no warning about it

    def _command(self) -> list[str]:
        if self._python is None:
            return [sys.executable]
        from shlex import split

        return split(self._python)

    def _ask(self, request: tuple[Any, ...]) -> tuple[Any, ...]:
        process = self._child
        if process is None or self._owner != os.getpid():
            process = self._start()
        assert process.stdin is not None and process.stdout is not None
        data = marshal.dumps(request, child.FORMAT)
        try:
            process.stdin.write(struct.pack("<I", len(data)) + data)
            process.stdin.flush()
        except OSError:
            raise self._death(process) from None
        return self._receive(process)

    def _start(self) -> Popen[bytes]:
        import atexit
        import subprocess

        command = [*self._command(), "-I", "-S", child.__file__]
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as error:
            raise ParserProcessError(f"cannot start the parser's process {command[0]}: {error.strerror}") from error
        self._child = process
        self._owner = os.getpid()
        greeting = self._receive(process)
        if greeting[0] != child.VERSION:
            raise ParserProcessError(f"the parser's process speaks version {greeting[0]}, not {child.VERSION}")
        self._classes = [NodeClass(*described) for described in greeting[2]]
        atexit.register(self.close)
        # A fork's copies of the pipes would keep the child waiting for requests after its parent has closed them.
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.close)
        return process

    def _receive(self, process: Popen[bytes]) -> tuple[Any, ...]:
        assert process.stdout is not None
        header = _read(process.stdout, 4)
        data = _read(process.stdout, struct.unpack("<I", header)[0]) if len(header) == 4 else b""
        if not data:
            raise self._death(process)
        try:
            message: tuple[Any, ...] = marshal.loads(data)
        except (ValueError, EOFError, TypeError) as error:
            raise ParserProcessError(f"the parser's process wrote what is no message: {error}") from error
        return message

    def _death(self, process: Popen[bytes]) -> ParserProcessError:
        self._child = None
        _close_pipes(process)
        process.kill()
        status = process.wait()
        return ParserProcessError(f"the parser's process ({self._command()[0]}) died with status {status}")


def _close_pipes(process: Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            # What could not be written is lost with the reader.
            with suppress(OSError):
                stream.close()


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    return data if len(data) == size else b""


def _repeat_warnings(messages: tuple[tuple[str, str, str, int], ...]) -> bool:
    """Issue the child's warnings here, where the program's filters decide on them.

    Returns:
        Whether a filter made an error of one. The host's parser raises a SyntaxError then, which the child must make.
    """
    for category_name, message, filename, line in messages:
        category = getattr(builtins, category_name, SyntaxWarning)
        try:
            warnings.warn_explicit(message, category, filename, line)
        except category:
            return True
    return False
