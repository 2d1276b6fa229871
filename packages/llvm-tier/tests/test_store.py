"""The store of object code: what is damaged, forbidden, too large or written by several at once does no harm."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pyston_llvm_tier.cache.key import fingerprint, key
from pyston_llvm_tier.cache.store import Store

KEY = "ab" + "0" * 62


def store(folder: Path, limit: int = 2**20) -> Store:
    return Store(str(folder / "objects"), limit)


def only_file(folder: Path) -> Path:
    (found,) = (folder / "objects").rglob("*.o")
    return found


def test_what_was_put_is_got(tmp_path: Path) -> None:
    first = store(tmp_path)
    assert first.get(KEY) is None
    first.put(KEY, b"machine code")
    assert store(tmp_path).get(KEY) == b"machine code"
    assert (first.problem, first.size().files) == ("", 1)


@pytest.mark.parametrize("damage", [b"", b"other", b"pyston object code 1\n" + b"0" * 40])
def test_a_damaged_file_is_not_used_and_goes(tmp_path: Path, damage: bytes) -> None:
    found = store(tmp_path)
    found.put(KEY, b"machine code")
    only_file(tmp_path).write_bytes(damage)
    assert found.get(KEY) is None
    assert found.size().files == 0


def test_one_changed_byte_is_noticed(tmp_path: Path) -> None:
    found = store(tmp_path)
    found.put(KEY, b"machine code")
    path = only_file(tmp_path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert found.get(KEY) is None


def test_the_limit_removes_what_was_not_used_longest(tmp_path: Path) -> None:
    found = store(tmp_path, limit=3000)
    for number in range(6):
        name = f"{number:02x}" + "0" * 62
        found.put(name, b"x" * 900)
        os.utime(Path(found.folder) / name[:2] / f"{name[2:]}.o", (number, number))
    found.shrink()
    assert found.size().bytes <= 3000
    assert found.get("05" + "0" * 62) is not None
    assert found.get("00" + "0" * 62) is None


def test_use_is_noted(tmp_path: Path) -> None:
    found = store(tmp_path)
    found.put(KEY, b"machine code")
    os.utime(only_file(tmp_path), (1, 1))
    found.get(KEY)
    assert time.time() - only_file(tmp_path).stat().st_mtime < 1000


def test_clear(tmp_path: Path) -> None:
    found = store(tmp_path)
    found.put(KEY, b"machine code")
    assert found.clear().files == 1
    assert found.get(KEY) is None
    assert found.clear() == (0, 0)


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    found = store(tmp_path)
    found.put(KEY, b"machine code")
    os.chmod(found.folder, 0o777)
    assert found.get(KEY) is None
    assert "others can write" in found.problem


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = Store(str(tmp_path / "file" / "objects"), 2**20)
    found.put(KEY, b"machine code")
    assert found.get(KEY) is None
    assert found.problem


WRITER = """
import sys
from pyston_llvm_tier.cache.store import Store
store = Store(sys.argv[1], 40_000)
bad = 0
for round in range(60):
    for number in range(20):
        key = f"{number:02x}" + "0" * 62
        store.put(key, bytes([number]) * 3000)
        found = store.get(key)
        bad += found is not None and found != bytes([number]) * 3000
    store.shrink()
print(bad, repr(store.problem))
"""


def test_several_processes_at_once(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WRITER, str(tmp_path / "objects")]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in running:
        out, errors = process.communicate(timeout=120)
        assert (out, errors) == ("0 ''\n", "")
    assert not list((tmp_path / "objects").rglob("*.new"))
    assert store(tmp_path, 40_000).size().bytes <= 60_000


def test_keys_tell_texts_and_settings_apart() -> None:
    assert len({key("a", "cheap"), key("b", "cheap"), key("a", "peak")}) == 3
    assert key("a", "cheap") == key("a", "cheap")


def test_the_fingerprint_names_the_host_and_llvm() -> None:
    assert sys.version in fingerprint()
    assert "version" in fingerprint()
