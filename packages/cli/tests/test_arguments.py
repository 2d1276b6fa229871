"""The command line of `pyston-cli run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pyston_cli.host_options import pyston_words
from pyston_cli.options import UsageError, parse_run
from pyston_cli.run import CODE, MODULE, SCRIPT, STDIN, program_words

if TYPE_CHECKING:
    from conftest import Runner


@pytest.mark.parametrize(
    ("words", "kind", "target", "arguments"),
    [
        (["x.py"], SCRIPT, "x.py", []),
        (["x.py", "-m", "--tiers", "-"], SCRIPT, "x.py", ["-m", "--tiers", "-"]),
        (["-m", "a.b", "-c", "d"], MODULE, "a.b", ["-c", "d"]),
        (["-ma.b"], MODULE, "a.b", []),
        (["-c", "x", "-c"], CODE, "x", ["-c"]),
        (["-c", ""], CODE, "", []),
        (["-", "a"], STDIN, "-", ["a"]),
        (["-Bmx", "y"], MODULE, "x", ["y"]),
        (["-Bc", "x", "y"], CODE, "x", ["y"]),
    ],
)
def test_what_to_run(words: list[str], kind: str, target: str, arguments: list[str]) -> None:
    result = parse_run(words)
    assert (result.kind, result.target, result.arguments) == (kind, target, arguments)


def test_options() -> None:
    words = "--tiers interp,llvm --parser=host --parser-python p --include a.*,b --include c --exclude=d --stats x.py"
    result = parse_run(words.split())
    assert result.tiers == ["interp", "llvm"]
    assert (result.parser, result.parser_python) == ("host", "p")
    assert (result.include, result.exclude) == (["a.*", "b", "c"], ["d"])
    assert (result.summary, result.stats_file) == (True, None)
    assert result.target == "x.py"


def test_defaults() -> None:
    result = parse_run(["x.py"])
    assert (result.tiers, result.parser, result.include, result.exclude) == (None, None, [], [])
    assert (result.summary, result.stats_file, result.host_options) == (False, None, [])


@pytest.mark.parametrize(
    ("words", "summary", "file", "target"),
    [
        (["--stats", "x.py"], True, None, "x.py"),
        (["--stats", "out.json", "x.py"], False, "out.json", "x.py"),
        (["--stats=out.txt", "x.py"], False, "out.txt", "x.py"),
        (["--stats", "--stats=a", "x.py"], True, "a", "x.py"),
        (["--stats", "-m", "x"], True, None, "x"),
    ],
)
def test_stats(words: list[str], summary: bool, file: str | None, target: str) -> None:
    result = parse_run(words)
    assert (result.summary, result.stats_file, result.target) == (summary, file, target)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (["-O", "x"], ["-O"]),
        (["-OOu", "x"], ["-O", "-O", "-u"]),
        (["-W", "error", "-Wignore", "-BW", "once", "x"], ["-W", "error", "-W", "ignore", "-B", "-W", "once"]),
        (["-X", "dev", "--check-hash-based-pycs", "never", "x"], ["-X", "dev", "--check-hash-based-pycs", "never"]),
    ],
)
def test_host_options(words: list[str], options: list[str]) -> None:
    result = parse_run(words)
    assert result.host_options == options
    assert result.target == "x"


def test_written_out_again() -> None:
    words = "--tiers interp --parser subprocess --parser-python p --include a,b --exclude c --stats --stats=f".split()
    for program in (["x.py", "-O"], ["-m", "m", "a"], ["-c", "code"], ["-", "a"]):
        result = parse_run([*words, *program])
        assert [*pyston_words(result), *program_words(result)] == [*words, *program]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "there is nothing to run: give a script"),
        (["--stats"], "there is nothing to run"),
        (["-m"], "-m needs the name of a module after it"),
        (["-c"], "-c needs the code after it"),
        (["-W"], "-W needs a value after it"),
        (["--tiers"], "--tiers needs the names of tiers after it"),
        (["--include="], "--include needs patterns of module names"),
        (["--stats=", "x.py"], "--stats= needs a file"),
        (["--teirs", "interp", "x.py"], "unknown option --teirs; `pyston-cli run --help` lists all"),
        (["--help=x"], "unknown option --help"),
        (["-i", "x.py"], "unknown option -i"),
        (["-é"], "unknown option -é"),
    ],
)
def test_refused(words: list[str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_run(words)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--teirs", "x"], "pyston-cli run: unknown option --teirs"),
        (["--parser", "nonsense", "x.py"], "there is no parser called 'nonsense'; there are: "),
        (["--tiers", "interp,nonsense", "x.py"], "there is no tier called 'nonsense'; there are: "),
        (["--tiers", "llvm", "x.py"], "--tiers interp,llvm"),
        (
            ["--parser", "host", "--parser-python", "x", "x.py"],
            "--parser-python is for the subprocess parser, not for host",
        ),
    ],
)
def test_wrong_use_is_status_2(double: Runner, words: list[str], message: str) -> None:
    double.write("x.py", "print('ran')")
    outcome = double.pyston(*words)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith("usage: pyston-cli run [options] (SCRIPT")
    assert message in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--stats", "--help", "x.py"]])
def test_help(double: Runner, words: list[str]) -> None:
    outcome = double.pyston(*words)
    assert (outcome.status, outcome.stderr) == (0, "")
    assert "--include PATTERNS" in outcome.stdout


def test_version(double: Runner) -> None:
    for words in (["run", "--version"], ["--version"], ["-V"]):
        outcome = double.command(*words)
        assert outcome.status == 0
        names = [line.split()[0] for line in outcome.stdout.splitlines()]
        assert names == ["pyston-cli", "ast-interp", "pyston-llvm-tier", "pyston-parser", "pyston-runtime", "host"]


@pytest.mark.parametrize(("words", "status"), [([], 2), (["rum"], 2), (["--help"], 0), (["help"], 0)])
def test_commands(double: Runner, words: list[str], status: int) -> None:
    outcome = double.command(*words)
    assert outcome.status == status
    assert "usage: pyston-cli COMMAND" in (outcome.stderr if status else outcome.stdout)
