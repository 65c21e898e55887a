"""The disk cache as whole processes see it: many at once, damaged entries, places that cannot be
written, and its size. Results never depend on it. `tests/unit/native/llvm/test_store.py` has the parts."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from nbc.native.llvm import store

ROOT = Path(__file__).parents[2]
PROGRAM = """
import json, sys
import numpy as np, nbc
from nbc.native import dispatch
session = nbc.Session(optimize=2, native="always")
results = []
for number in range(int(sys.argv[1])):
    session.run(f'''
def f(a, n):
    s = {number}
    for k in range(n):
        s = s + a[k] * {number + 1}
    return s
''')
    results.append(float(session["f"](np.arange(100.0), 100)))
    assert dispatch.tier(session["f"]).tier == "native", dispatch.tier(session["f"])
print(json.dumps(results))
"""
NEEDS_A_CAREFUL_COPY = """
import json, sys
import numpy as np, nbc
session = nbc.Session(native="always")
session.run('''
import math
def f(x, y):
    for k in range(len(x)):
        y[k] = 1.0 / float(x[k]) + math.log(float(x[k]))
''')
x, y = np.ones(900), np.zeros(900)
x[600] = 0.0
for _ in range(2):
    try:
        session["f"](x, y)
    except ZeroDivisionError:
        print(json.dumps([float(y.sum()), int(np.count_nonzero(y))]))
"""
"""Code that is compiled when it is first needed, and asked for by code that comes from the cache."""

WANTED = [number + 4950.0 * (number + 1) for number in range(20)]


def start(folder: Path | str, count: int = 4, program: str = PROGRAM) -> subprocess.Popen[str]:
    environment = {**os.environ, "NOODLE_CACHE_DIR": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-c", program, str(count)], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def results(processes: Sequence[subprocess.Popen[str]]) -> list[Any]:
    found = []
    for process in processes:
        out, err = process.communicate()
        assert process.returncode == 0, err
        found.append(json.loads(out))
    return found


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_many_processes_at_once(tmp_path: Path) -> None:
    assert results([start(tmp_path, 8) for _ in range(6)]) == [WANTED[:8]] * 6
    kept = entries(tmp_path)
    assert len(kept) >= 8
    before = {path: path.stat().st_ino for path in kept}
    assert results([start(tmp_path, 8)]) == [WANTED[:8]]
    assert {path: path.stat().st_ino for path in entries(tmp_path)} == before


def test_kept_code_finds_its_careful_copies(tmp_path: Path) -> None:
    """In the process that compiles them, and in one that has all from disk."""
    for _ in range(2):
        out, err = start(tmp_path, program=NEEDS_A_CAREFUL_COPY).communicate()
        assert (out, err) == ("[600.0, 600]\n" * 2, "")


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "text", "folder", "another's"])
def test_damaged_entries_are_made_again(tmp_path: Path, damage: str) -> None:
    results([start(tmp_path)])
    kept = entries(tmp_path)
    for path in kept:
        data = path.read_bytes()
        if damage == "empty":
            path.write_bytes(b"")
        elif damage == "cut":
            path.write_bytes(data[: len(data) // 2])
        elif damage == "flipped":
            middle = len(data) // 2
            path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        elif damage == "text":
            path.write_text("not an object")
        elif damage == "folder":
            path.unlink()
            path.mkdir()
        else:
            path.chmod(0o666)
    assert results([start(tmp_path)]) == [WANTED[:4]]


def test_processes_that_damage_each_others_entries(tmp_path: Path) -> None:
    """While some write and read, entries vanish and break."""
    results([start(tmp_path)])
    running = [start(tmp_path, 12) for _ in range(3)]
    while any(process.poll() is None for process in running):
        for number, path in enumerate(entries(tmp_path)):
            if path.suffix == ".entry":
                with contextlib.suppress(FileNotFoundError):
                    path.unlink() if number % 2 else os.truncate(path, 100)
    assert results(running) == [WANTED[:12]] * 3


@pytest.mark.parametrize(
    "place", ["a file", "below a file", "/proc/nowhere", "0", "read-only", "a dead link"]
)
def test_places_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    file = tmp_path / "file"
    file.write_text("kept")
    folder: Path | str = place
    if place == "a file":
        folder = file
    elif place == "below a file":
        folder = file / "folder"
    elif place == "read-only":
        folder = tmp_path / "closed"
        folder.mkdir(mode=0o500)
    elif place == "a dead link":
        folder = tmp_path / "link"
        folder.symlink_to(tmp_path / "missing" / "further")
    assert results([start(folder, 2)]) == [WANTED[:2]]
    assert file.read_text() == "kept"


def test_the_cache_stays_below_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOODLE_CACHE_DIR", str(tmp_path))
    results([start(tmp_path, 8)])
    folder = entries(tmp_path)[0].parent
    total = sum(path.stat().st_size for path in entries(tmp_path))
    store.sweep(folder, total // 2)
    left = sum(path.stat().st_size for path in entries(tmp_path))
    assert 0 < left <= total // 2
    assert results([start(tmp_path, 8)]) == [WANTED[:8]]
