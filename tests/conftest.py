"""Options and shared parts of the tests that hold Pyston against CPython."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
# The harness is shared code, no test: it is importable under every import mode of pytest.
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))
BENCHMARKS = TESTS.parent / "benchmarks"
if str(BENCHMARKS) not in sys.path:
    sys.path.insert(0, str(BENCHMARKS))

from harness import modes  # noqa: E402

from pyston_benchmarks import catalogue  # noqa: E402


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("pyston")
    group.addoption("--under-test", help="a command to hold against CPython in place of `pyston-cli run`")
    group.addoption("--pyperformance", help="the folder of pyperformance's benchmarks (default: as installed)")
    group.addoption("--modes", help="modes to run, separated by commas, or `all` (default: all but those on request)")


#: Suites that take minutes a mode: without `--modes` they run in the first mode alone.
LONG = {"test_leaks", "test_pyperformance"}


def chosen(config: pytest.Config) -> modes.UnderTest:
    """The command and modes that this test run asks for."""
    return modes.under_test(config.getoption("--under-test", None), config.getoption("--modes", None))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "mode" in metafunc.fixturenames:
        rows = chosen(metafunc.config).modes
        if metafunc.module.__name__.rpartition(".")[2] in LONG and metafunc.config.getoption("--modes", None) is None:
            rows = rows[:1]
        metafunc.parametrize("mode", rows, ids=[mode.name for mode in rows])


@pytest.fixture(scope="session")
def command(pytestconfig: pytest.Config) -> tuple[str, ...]:
    return chosen(pytestconfig).command


@pytest.fixture(scope="session")
def oracle_cache(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """A folder for CPython's answers: one for the whole run, shared by the workers of pytest-xdist."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if hasattr(pytestconfig, "workerinput") else base) / "oracle"


@pytest.fixture(scope="session")
def pyperformance(pytestconfig: pytest.Config) -> Path:
    """The folder of pyperformance's programs; its absence fails, so that no run silently leaves them out."""
    given = pytestconfig.getoption("--pyperformance", None)
    folder = Path(given) if given else catalogue.pyperformance_folder()
    if folder is None:
        pytest.fail(catalogue.PYPERFORMANCE_MISSING, pytrace=False)
    return folder
