"""Modules in Noodle: found, checked before they run, reloaded, and the same as Python's modules."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from nbc import importing
from nbc.errors import AnnotationTrap, SourceError

SOURCES = {
    "functions": """
'''Its doc.'''
def total(n):
    t = 0
    for i in range(n):
        t += i
    return t
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
class Point:
    def __init__(self, x):
        self.x = x
    def twice(self):
        return Point(self.x * 2)
VALUES = [total(10), fact(5), Point(4).twice().x, __name__, __doc__]
def gen(n):
    for i in range(n):
        yield i * i
LIST = list(gen(4))
""",
    "imports": """
import math
from os.path import join as put
from functools import lru_cache
@lru_cache
def half(x):
    return math.floor(x / 2)
VALUES = [half(9), put('a', 'b'), half.cache_info().misses]
try:
    import no_such_module_at_all
except ImportError as error:
    NAME = error.name
""",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    known = set(sys.modules)
    importing.install()
    yield tmp_path
    for name in set(sys.modules) - known:
        del sys.modules[name]


def loaded(folder: Path, name: str, source: str) -> ModuleType:
    (folder / f"{name}.noodle").write_text(source, "utf-8")
    importlib.invalidate_caches()
    return importlib.import_module(name)


@pytest.mark.parametrize("name", SOURCES)
def test_a_module_is_what_the_same_text_is_in_python(folder: Path, name: str) -> None:
    (folder / f"py_{name}.py").write_text(SOURCES[name], "utf-8")
    noodle = loaded(folder, f"no_{name}", SOURCES[name])
    python = importlib.import_module(f"py_{name}")

    def plain(module: ModuleType) -> dict[str, Any]:
        text = {key: repr(value) for key, value in vars(module).items() if key.isupper()}
        return {key: value.replace("py_", "").replace("no_", "") for key, value in text.items()}

    assert plain(noodle) == plain(python)
    assert noodle.__doc__ == python.__doc__
    assert str(noodle.__file__).endswith(f"no_{name}.noodle")
    own = {key for key in vars(noodle) if not key.startswith("__nbc_")}
    assert own >= {key for key in vars(python) if not key.startswith("__")}


def test_mistakes_come_before_anything_runs(folder: Path) -> None:
    with pytest.raises(SourceError) as caught:
        loaded(folder, "wrong", 'print("ran")\nx: i64 = 1\ny = x + "a"\n')
    error = caught.value
    assert error.code == "N2001" and error.span is not None
    assert error.span.source_id.endswith("wrong.noodle") and error.span.start[0] == 3
    assert "wrong" not in sys.modules
    (folder / "bytes.noodle").write_bytes(b"x = '\xff'")
    with pytest.raises(SourceError, match="not UTF-8"):
        importlib.import_module("bytes")


def test_reload_takes_the_new_text_and_a_mistake_leaves_the_old(folder: Path) -> None:
    module = loaded(folder, "changing", "def f(a: i64):\n    return a + 1\nkept = 1\n")
    assert module.f(1) == 2
    (folder / "changing.noodle").write_text("def f(a: i64):\n    return a + 10\n", "utf-8")
    assert importlib.reload(module) is module
    assert module.f(1) == 11 and module.kept == 1
    (folder / "changing.noodle").write_text("def f(a: i64):\n    return a\n1 + 'x'\n", "utf-8")
    with pytest.raises(SourceError):
        importlib.reload(module)
    assert module.f(1) == 11


def test_packages_and_what_python_has_already(folder: Path) -> None:
    (folder / "pack" / "inner").mkdir(parents=True)
    (folder / "pack" / "__init__.noodle").write_text("from .part import value\n", "utf-8")
    (folder / "pack" / "part.noodle").write_text("from .inner.deep import value\n", "utf-8")
    (folder / "pack" / "inner" / "deep.noodle").write_text("value = 7\n", "utf-8")
    (folder / "json.noodle").write_text("loads = 1 // 0\n", "utf-8")
    (folder / "both.py").write_text("which = 'python'\n", "utf-8")
    (folder / "both.noodle").write_text("which = 'noodle'\n", "utf-8")
    importlib.invalidate_caches()
    assert importlib.import_module("pack").value == 7
    assert callable(importlib.import_module("json").loads)
    assert importlib.import_module("both").which == "python"
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("pack.nothing")
    assert "__path__" in vars(sys.modules["pack"])


def test_annotations_hold_across_modules(folder: Path) -> None:
    module = loaded(folder, "typed", "def area(w: f64, h: f64):\n    return w * h\n")
    assert module.area(2, 3) == 6.0
    with pytest.raises(AnnotationTrap, match="f64"):
        loaded(folder, "user", "import typed\n\nx = typed.area('a', 2)\n")


def test_programs_import_modules_beside_them(tmp_path: Path) -> None:
    (tmp_path / "shapes.noodle").write_text("def f(a):\n    return a.missing\n", "utf-8")
    (tmp_path / "main.noodle").write_text("import shapes\nshapes.f(3)\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "nbc", "run", "main.noodle"], cwd=tmp_path, capture_output=True,
        text=True, check=False, env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 1
    assert "shapes.noodle:2:12 in f" in done.stderr and "called from main.noodle:2:1" in done.stderr
