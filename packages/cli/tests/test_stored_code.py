"""Modules and scripts are stored on disk, and what is stored is used for nothing but the same text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Runner

MODULE = "import sys\ndef f():\n    return sys._getframe().f_code.co_filename.rpartition('/')[2], {value}\nprint(f())\n"


@pytest.fixture
def project(interpreter: Runner) -> Runner:
    interpreter.environment["PYTHONDONTWRITEBYTECODE"] = ""
    interpreter.environment["PYSTON_CACHE_DIR"] = str(interpreter.folder / "cache")
    interpreter.write("program.py", "import module\n")
    interpreter.write("module.py", MODULE.format(value=1))
    return interpreter


def stored(project: Runner) -> list[Path]:
    """What is stored of modules."""
    return sorted(path for path in project.folder.rglob("*.pyston") if path.parent.name != "scripts")


def scripts(project: Runner) -> list[Path]:
    """What is stored of scripts."""
    return sorted((project.folder / "cache" / "scripts").glob("*.pyston"))


def test_the_module_is_stored(project: Runner) -> None:
    first = project.pyston("program.py")
    assert first == project.python("program.py")
    [file] = stored(project)
    assert file.parent.name == "__pycache__" and file.name.startswith("module.")
    before = file.stat().st_mtime_ns
    assert project.pyston("program.py") == first
    assert file.stat().st_mtime_ns == before


def test_another_text_is_compiled_anew(project: Runner) -> None:
    project.pyston("program.py")
    project.write("module.py", MODULE.format(value=2))
    assert project.pyston("program.py").stdout == "('module.py', 2)\n"
    assert project.pyston("program.py").stdout == "('module.py', 2)\n"


@pytest.mark.parametrize("content", [b"", b"nothing", None])
def test_a_damaged_file_is_written_anew(project: Runner, content: bytes | None) -> None:
    project.pyston("program.py")
    [file] = stored(project)
    right = file.read_bytes()
    file.write_bytes(right[:-9] + b"???" + right[-6:] if content is None else content)
    assert project.pyston("program.py").stdout == "('module.py', 1)\n"
    assert file.read_bytes() == right


def test_nothing_is_written_where_the_host_writes_nothing(project: Runner) -> None:
    assert project.pyston("-B", "program.py").stdout == "('module.py', 1)\n"
    assert stored(project) == []


def test_elsewhere(project: Runner, tmp_path_factory: pytest.TempPathFactory) -> None:
    prefix = tmp_path_factory.mktemp("prefix")
    project.environment["PYTHONPYCACHEPREFIX"] = str(prefix)
    project.pyston("program.py")
    assert stored(project) == []
    assert [file.name.partition(".")[0] for file in prefix.rglob("*.pyston")] == ["module"]


def test_a_module_that_fails_is_not_stored(project: Runner) -> None:
    project.write("module.py", "1/0\n")
    assert project.pyston("program.py") == project.python("program.py")
    assert stored(project) == []


def test_one_file_for_each_level_of_optimisation(project: Runner) -> None:
    project.write("module.py", "print(__debug__)\nassert not __debug__\n" + "x = 1\n")
    assert project.pyston("-O", "program.py").stdout == "False\n"
    assert project.pyston("program.py").status == 1
    assert project.pyston("-O", "program.py").stdout == "False\n"


def test_the_library_as_guest_code(project: Runner) -> None:
    project.write("program.py", "import enum, optparse, re, warnings\nprint(optparse.OptionParser().format_help())\n")
    expected = project.python("program.py")
    project.environment["PYTHONPYCACHEPREFIX"] = str(project.folder / "prefix")
    assert project.pyston("--include", "*", "program.py") == expected
    names = {file.name.partition(".")[0] for file in stored(project)}
    assert "optparse" in names
    assert project.pyston("--include", "*", "program.py") == expected


SCRIPT = """
import sys
def f(x):
    return 1 / x
class C:
    def g(self):
        return [f(number) for number in range(1, 4)]
print(C().g(), __file__, "pyston_parser" in sys.modules, "_ast" in sys.modules)
if len(sys.argv) > 1:
    f(0)
"""


def test_a_script_is_stored_away_from_it_and_runs_without_a_parser(project: Runner) -> None:
    project.write("script.py", SCRIPT)
    first = project.pyston("script.py")
    assert first.stdout.endswith(" True True\n")
    [file] = scripts(project)
    assert stored(project) == []
    before = file.stat().st_mtime_ns
    assert project.pyston("script.py").stdout == first.stdout.replace("True True", "False False")
    assert file.stat().st_mtime_ns == before
    failed, expected = project.pyston("script.py", "fail"), project.python("script.py", "fail")
    assert failed.stderr == expected.stderr and failed.status == 1


def test_a_script_that_has_changed_is_compiled_anew(project: Runner) -> None:
    for text in ("print(1)\n", "print(2)\n", "print(3)\n" + "# long\n" * 1000):
        project.write("script.py", text)
        assert project.pyston("script.py") == project.python("script.py") == project.pyston("script.py")
    assert len(scripts(project)) == 1


def test_what_a_long_script_did_not_call_is_parsed_when_it_is_called(project: Runner) -> None:
    text = "import sys\ndef f(): return 'f'\ndef g(): return 'g'\nprint(f() if len(sys.argv) < 2 else g())\n"
    project.write("script.py", text + "# long\n" * 1000)
    for words in (["script.py"], ["script.py", "g"], ["script.py", "g"], ["script.py"]):
        assert project.pyston(*words) == project.python(*words)


@pytest.mark.parametrize("ending", ["import sys; sys.exit(3)", "raise SystemExit('text')", "quit()"])
def test_a_script_that_exits_is_stored(project: Runner, ending: str) -> None:
    project.write("script.py", f"print(1)\n{ending}\n")
    expected = project.python("script.py")
    assert project.pyston("script.py") == expected
    assert len(scripts(project)) == 1
    assert project.pyston("script.py") == expected


def test_a_script_that_fails_is_not_stored(project: Runner) -> None:
    project.write("script.py", "1/0\n")
    assert project.pyston("script.py") == project.python("script.py")
    assert scripts(project) == []


@pytest.mark.parametrize("text", ["print('\\d')\n", "print(1 is 1)\n", "assert (1, 2)\n", "print(1or 2)\n"])
def test_a_script_that_is_warned_of_is_not_stored(project: Runner, text: str) -> None:
    project.write("script.py", text)
    expected = project.python("-W", "always", "script.py")
    assert "Warning" in expected.stderr
    assert project.pyston("-W", "always", "script.py") == expected
    assert project.pyston("-W", "always", "script.py") == expected
    assert scripts(project) == []


def test_nothing_is_stored_of_what_is_no_file_or_under_b(project: Runner) -> None:
    project.pyston("-c", "print(1)")
    project.pyston("-", stdin=b"print(1)\n")
    project.pyston("-B", "program.py")
    assert scripts(project) == []


def test_a_folder_that_others_can_write_into_is_not_used(project: Runner) -> None:
    project.write("script.py", "print(1)\n")
    project.pyston("script.py")
    [file] = scripts(project)
    file.write_bytes(b"")
    file.parent.chmod(0o777)
    assert project.pyston("script.py").stdout == "1\n"
    assert file.read_bytes() == b""


def test_a_damaged_script_is_stored_anew(project: Runner) -> None:
    project.write("script.py", "print(1)\n")
    project.pyston("script.py")
    [file] = scripts(project)
    right = file.read_bytes()
    file.write_bytes(right[:-1] + b"?")
    assert project.pyston("script.py").stdout == "1\n"
    assert file.read_bytes() == right


def test_the_cache_command_tells_of_scripts_and_removes_them(project: Runner) -> None:
    project.write("script.py", "print(1)\n")
    project.pyston("script.py")
    assert project.command("cache", "info").stdout.startswith("scripts: 1 files, ")
    assert project.command("cache", "clear").stdout.startswith("removed 1 files, ")
    assert scripts(project) == []


def test_what_a_script_does_to_its_environment_does_not_matter(project: Runner) -> None:
    text = "import builtins, os\nos.chdir('/')\nbuiltins.open = print\n"
    text += "for name in ('PYSTON_CACHE_DIR', 'HOME', 'XDG_CACHE_HOME'):\n    os.environ[name] = '/nowhere'\n"
    project.write("script.py", text)
    assert project.pyston("script.py") == project.python("script.py")
    assert len(scripts(project)) == 1
    assert project.pyston("script.py") == project.python("script.py")
