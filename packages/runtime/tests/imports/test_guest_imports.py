"""Guest imports beside the host's: what a program prints, and every traceback, must be the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("driver.py")
SOURCES = Path(__file__).resolve().parents[2] / "src"

FILES: dict[str, str | bytes] = {
    "package/__init__.py": "from . import first\nfrom .first import name as renamed\nall = 1\n",
    "package/first.py": "import package\nfrom . import second\nname = 'first'\n",
    "package/second.py": "from package import first\nassert not hasattr(first, 'name')\n"
    "def late():\n    return first.name\n",
    "package/inner/__init__.py": "from ..second import late\nfrom ... import nothing\n",
    "package/inner/deep.py": "from ...package import second\n",
    "package/__main__.py": "",
    "package/data.txt": "some data",
    "space/one.py": "x = 1\n",
    "left_to_host.py": "",
    "package/left_to_host.py": "x = 'host'\n",
    "syntax.py": "x = 1\nx = = 2\n",
    "null.py": "x = 1\0\n",
    "undecodable.py": b"x = '\xff'\n",
    "unknown_encoding.py": "# coding: foo\n",
    "latin.py": b"# coding: latin-1\nx = '\xe9'\n",
    "raises.py": "def f():\n    raise ValueError('a')\n\nf()\n",
    "raises_outer.py": "import raises\n",
    "imports_missing.py": "import missing\n",
    "exits.py": "import sys\nsys.exit('bye')\n",
    "lazy.py": "def __getattr__(name):\n    return name.upper()\n",
    "replaces.py": "import sys\nsys.modules[__name__] = 42\n",
    "raises_later.py": "def f():\n    1/0\n",
    "warner.py": "import warns_outside\nwarns_outside.f()\n",
    "warns_outside.py": "import warnings\nwarnings.warn('here', stacklevel=2)\n"
    "def f():\n    warnings.warn('f', stacklevel=2)\n",
    "counter.py": "x = globals().get('x', 0) + 1\n",
    "describes.py": "for name, value in sorted(globals().items()):\n"
    "    if name == '__spec__':\n"
    "        value = value.name, value.origin, value.has_location, value.cached, value.parent, value.loader_state\n"
    "    if name == '__builtins__':\n"
    "        value = type(value).__name__\n"
    "    if name != '__loader__':\n"
    "        print(name, repr(value))\n",
}

PROGRAMS = {
    "attributes": "import describes",
    "relative": "import package; print(package.renamed, package.second.late(), package.first.package is package)",
    "beyond_top": "import package.inner",
    "namespace": "import space.one, space; print(space.one.x, list(space.__path__), space.__spec__.origin)",
    "missing": "import missing.part",
    "missing_in_package": "import package.missing",
    "missing_name": "from package import missing",
    "no_package": "import counter.part",
    "reload": "import counter, importlib\nx = importlib.reload(counter)\nprint(counter.x, x is counter)",
    "again": "import sys, counter\ndel sys.modules['counter']\nimport counter\nprint(counter.x)",
    "module_getattr": "from lazy import something\nprint(something)",
    "replaced": "import replaces\nprint(replaces)",
    "syntax_error": "import syntax",
    "null_bytes": "import null",
    "undecodable_source": "import undecodable",
    "unknown_coding": "import unknown_encoding",
    "latin_one": "import latin\nprint(ascii(latin.x))",
    "raising": "import raises_outer",
    "raising_caught": "import traceback\ntry:\n    import raises_outer\nexcept ValueError:\n    traceback.print_exc()",
    "raising_from_import_module": "import importlib\nimportlib.import_module('raises_outer')",
    "raising_chained": "try:\n    import raises\nexcept ValueError:\n    import missing",
    "raising_in_reload": "import importlib, counter\nopen('counter.py', 'w').write('1/0')\nimportlib.reload(counter)",
    "half_imported": "try:\n    import raises\nexcept ValueError:\n    import sys\n    print('raises' in sys.modules)",
    "import_error_within": "import imports_missing",
    "exit": "import exits",
    "star": "from package import *\nprint(all, first.name)",
    "left": "import package.left_to_host as m\nprint(m.x, type(m.__loader__).__name__)",
    "library": "import json\nprint(json.dumps([1, {'a': None}]))",
    "zip": "import sys\nsys.path.append('archive.zip')\nimport zipped\nprint(zipped.x, zipped.__file__)\nzipped.f()",
    "resources": "import importlib.resources as r, package\nprint(r.files(package).joinpath('data.txt').read_text())",
    "inspection": "import inspect, raises_later as m, linecache\nprint(inspect.getsource(m.f), inspect.getfile(m.f))\n"
    "print(m.__loader__.get_source('raises_later'), m.__loader__.is_package('raises_later'))\n"
    "print(m.__loader__.get_code('raises_later').co_filename, m.__loader__.get_filename('raises_later'))\n"
    "print(linecache.getline(m.__file__, 1), linecache.getlines('x', m.__dict__))",
    "pkgutil_data": "import pkgutil, package\nprint(pkgutil.get_data('package', 'data.txt'))\n"
    "print([m.name for m in pkgutil.iter_modules(package.__path__)])",
    "find_spec": "import importlib.util as u\ns = u.find_spec('package.first')\nprint(s.name, s.origin, s.cached)\n"
    "m = u.module_from_spec(s)\nprint(m.__file__, m.__package__, s.loader.name)",
    "lazy_loader": "import importlib.util as u, sys\ns = u.find_spec('counter')\ns.loader = u.LazyLoader(s.loader)\n"
    "m = u.module_from_spec(s)\nsys.modules['counter'] = m\ns.loader.exec_module(m)\nprint(m.x)",
    "from_file": "import importlib.util as u\ns = u.spec_from_file_location('other', 'counter.py')\n"
    "m = u.module_from_spec(s)\ns.loader.exec_module(m)\nprint(m.x)",
    "threads": "import threading\nseen = []\ndef run():\n    seen.append(__import__('counter').x)\n"
    "ts = [threading.Thread(target=run) for _ in range(5)]\n[t.start() for t in ts]\n"
    "[t.join() for t in ts]\nprint(seen)",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {**FILES, **{f"{name}.py": code for name, code in PROGRAMS.items()}}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.writestr("zipped.py", "x = 'zipped'\ndef f():\n    1/0\n")
    return tmp_path


def run(folder: Path, record: str, program: str) -> tuple[int, bytes, bytes]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(DRIVER), record, program]
    process = subprocess.run(command, capture_output=True, cwd=folder, env=environment, timeout=60, check=False)
    return process.returncode, process.stdout, process.stderr


@pytest.mark.parametrize("program", PROGRAMS)
def test_as_on_the_host(folder: Path, tmp_path_factory: pytest.TempPathFactory, program: str) -> None:
    counter = folder / "counter.py"
    original = counter.read_bytes()
    expected = run(folder, "-", program)
    counter.write_bytes(original)
    record = tmp_path_factory.mktemp("record") / "guests"
    actual = run(folder, str(record), program)
    assert [part.decode() if isinstance(part, bytes) else part for part in actual] == [
        part.decode() if isinstance(part, bytes) else part for part in expected
    ]
    assert program in record.read_text().split()


def test_guests_are_the_selected_ones(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    record = tmp_path_factory.mktemp("record") / "guests"

    def guests(program: str) -> list[str]:
        run(folder, str(record), program)
        return record.read_text().split()

    assert guests("relative") == ["relative", "package", "package.first", "package.second"]
    assert guests("left")[-1] == "package.second"
    assert {"json", "json.decoder", "json.encoder", "json.scanner"} < set(guests("library"))
    assert guests("zip") == ["zip"]
    assert guests("namespace") == ["namespace", "space.one"]


def test_warnings_look_through_the_import_hook(folder: Path) -> None:
    assert run(folder, "native", "warner") == run(folder, "-", "warner")


def test_no_cache_files_for_guests(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PYTHONPATH"] = str(SOURCES)
    record = tmp_path_factory.mktemp("record") / "guests"
    subprocess.run([sys.executable, str(DRIVER), str(record), "left"], check=True, cwd=folder, env=environment)
    cached = {re.sub(r"\..*", "", path.name) for path in folder.rglob("*.pyc")}
    assert cached == {"left_to_host"}
