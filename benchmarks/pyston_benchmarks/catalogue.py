"""What can be measured: programs of the installed `pyperformance`, our own small workloads, and process start-up.

The programs of pyperformance are read from where pip put them and never copied; this table only says which of them
there are, which arguments select one workload of a file that has several, how many loops make an iteration of a
tenth of a second or so on CPython, and which library's code is to run in Pyston.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[1]
WORKLOADS: Final = FOLDER / "workloads"
STAND_IN: Final = FOLDER / "stand_in"

PYPERFORMANCE_MISSING: Final = (
    "the programs of pyperformance are not there: install them with `pip install pyperformance`"
)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One workload: a program, run in a process of its own.

    Attributes:
        name: unique over all suites.
        suite: "pypy" (self-contained programs), "library", "interp" (ours) or "startup".
        program: what to run: a script, or options such as ("-c", "pass") for start-up.
        arguments: the program's own.
        loops: loops within one iteration.
        include: modules of a library that are to run in Pyston, as `--include` takes them.
        requirements: a requirements file to install for it, or None.
        overrides: requirements to install in place of that file, where its versions do not run on every host.
        needed_from: the language version from which on the requirements are needed.
        whole_process: the process is the workload (start-up): its CPU time is the figure, no side file is written.
    """

    name: str
    suite: str
    program: tuple[str, ...]
    arguments: tuple[str, ...] = ()
    loops: int = 1
    include: str = ""
    requirements: Path | None = None
    overrides: tuple[str, ...] = ()
    needed_from: tuple[int, int] = (3, 0)
    whole_process: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    folder: str
    arguments: tuple[str, ...] = ()
    loops: int = 1
    include: str = ""
    overrides: tuple[str, ...] = ()


_SELF_CONTAINED: Final[dict[str, _Row]] = {
    "richards": _Row("richards", loops=2),
    "richards_super": _Row("richards_super", loops=2),
    "deltablue": _Row("deltablue", loops=30),
    "nbody": _Row("nbody"),
    "fannkuch": _Row("fannkuch"),
    "float": _Row("float"),
    "chaos": _Row("chaos", loops=2),
    "go": _Row("go"),
    "hexiom": _Row("hexiom", loops=15),
    "meteor_contest": _Row("meteor_contest"),
    "nqueens": _Row("nqueens"),
    "pyflate": _Row("pyflate"),
    "raytrace": _Row("raytrace"),
    "spectral_norm": _Row("spectral_norm"),
    "scimark_fft": _Row("scimark", ("fft",)),
    "scimark_lu": _Row("scimark", ("lu",), 2),
    "scimark_monte_carlo": _Row("scimark", ("monte_carlo",), 2),
    "scimark_sor": _Row("scimark", ("sor",), 2),
    "scimark_sparse_mat_mult": _Row("scimark", ("sparse_mat_mult",), 30),
    "crypto_pyaes": _Row("crypto_pyaes", loops=2, include="pyaes,pyaes.*"),
    "unpack_sequence": _Row("unpack_sequence", ("tuple",), 4000),
    "generators": _Row("generators"),
    "coroutines": _Row("coroutines", loops=5),
    "async_generators": _Row("async_generators"),
    "async_tree": _Row("async_tree", ("none",)),
    "comprehensions": _Row("comprehensions", loops=4000),
    "mdp": _Row("mdp"),
    "bpe_tokeniser": _Row("bpe_tokeniser"),
    "barnes_hut": _Row("barnes_hut"),
    "telco": _Row("telco", loops=20),
    "pidigits": _Row("pidigits"),
    "pickle_pure_python": _Row("pickle", ("--pure-python", "pickle"), 20, include="pickle"),
    "logging": _Row("logging", ("format",), 2000),
    "deepcopy": _Row("deepcopy", loops=300, include="copy"),
    "regex_compile": _Row("regex_compile", include="re,re.*"),
    "regex_dna": _Row("regex_dna"),
    "regex_effbot": _Row("regex_effbot", loops=5),
    "regex_v8": _Row("regex_v8", loops=5),
    "json_dumps": _Row("json_dumps", loops=10),
    "json_loads": _Row("json_loads", loops=300),
}

_LIBRARY: Final[dict[str, _Row]] = {
    "sympy": _Row("sympy", ("expand",), 1, "sympy,sympy.*,mpmath,mpmath.*"),
    "html5lib": _Row("html5lib", (), 1, "html5lib,html5lib.*,webencodings,webencodings.*"),
    "mako": _Row("mako", (), 10, "mako,mako.*"),
    "chameleon": _Row("chameleon", (), 10, "chameleon,chameleon.*"),
    "genshi": _Row("genshi", (), 1, "genshi,genshi.*"),
    "django_template": _Row("django_template", (), 2, "django,django.*"),
    "sqlglot": _Row("sqlglot_v2", ("transpile",), 100, "sqlglot,sqlglot.*"),
    "docutils": _Row("docutils", (), 1, "docutils,docutils.*"),
    "tornado": _Row("tornado_http", (), 1, "tornado,tornado.*"),
    "dulwich": _Row("dulwich_log", (), 2, "dulwich,dulwich.*"),
    "2to3": _Row("2to3", (), 1, "lib2to3,lib2to3.*"),
}

#: Our own: one construct each, so that a slow operation of the interpreter shows by name.
_INTERP: Final = (
    "fib",
    "nested_int_loops",
    "nbody_attributes",
    "task_scheduler",
    "constraint_chain",
    "word_counting",
    "exception_raising",
    "generator_pipeline",
    "comprehension_mix",
    "closure_calls",
    "string_building",
    "keyword_calls",
)

#: What to run, and the modules of the library that are to run in Pyston with it.
_STARTUP: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "start_empty": (("-c", "pass"), ""),
    "start_imports": (("-c", "import argparse, json, re, pathlib, dataclasses"), ""),
    "start_script": ((str(WORKLOADS / "start_script.py"),), ""),
    "start_optparse": (("-c", "import optparse"), "optparse"),
    "start_optparse_and_all": (("-c", "import optparse"), "*"),
    "start_large_module": ((str(WORKLOADS / "start_large_module.py"),), ""),
}

SUITES: Final = ("pypy", "library", "interp", "startup")


def pyperformance_folder() -> Path | None:
    """Where the installed pyperformance keeps its programs, or None when it is not installed."""
    found = importlib.util.find_spec("pyperformance")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(next(iter(found.submodule_search_locations))) / "data-files" / "benchmarks"
    return folder if folder.is_dir() else None


def program_of(folder: str, root: Path) -> Path:
    """The benchmark file of one of pyperformance's folders under `root`."""
    return root / f"bm_{folder}" / "run_benchmark.py"


def benchmarks(root: Path | None) -> dict[str, Benchmark]:
    """Every benchmark that can be measured, by name; without `root` (pyperformance's programs) only our own."""
    found: dict[str, Benchmark] = {}
    if root is not None:
        for suite, rows in (("pypy", _SELF_CONTAINED), ("library", _LIBRARY)):
            for name, row in rows.items():
                program = program_of(row.folder, root)
                wanted = program.parent / "requirements.txt"
                requirements = wanted if wanted.exists() else None
                overrides, needed_from = row.overrides, (3, 0)
                vendored = program.parent / "vendor"
                if (
                    vendored.is_dir()
                ):  # lib2to3: left to itself, the program would install it into the peer's own folders
                    requirements, overrides = vendored / "pyproject.toml", (str(vendored),)
                    needed_from = (3, 13)
                found[name] = Benchmark(
                    name,
                    suite,
                    (str(program),),
                    row.arguments,
                    row.loops,
                    row.include,
                    requirements,
                    overrides,
                    needed_from,
                )
    for name in _INTERP:
        found[name] = Benchmark(name, "interp", (str(WORKLOADS / f"{name}.py"),))
    for name, (words, include) in _STARTUP.items():
        found[name] = Benchmark(name, "startup", words, include=include, whole_process=True)
    return found
