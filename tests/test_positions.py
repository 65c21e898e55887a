"""Tools see Noodle's code as they see CPython's: tracebacks, settrace, coverage, pdb.

Each source is run once by CPython's own compiler and once through NBC, under the same file name,
and what the tool reports must be the same. The sources are written to a file, as cells of a
notebook are.
"""

from __future__ import annotations

import bdb
import dis
import io
import pdb
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import coverage
import pytest

import nbc

FAILING = {
    "binary": "a, b = 1, [0].pop()\nx = (a +\n     a // b)\n",
    "call": "def f(x):\n    return int(x)\n\nf('1')\nf(\n    'no number'\n)\n",
    "index": "rows = [[1]]\ndef f(i):\n    return rows[0][i] + 1\nfor i in range(3):\n    f(i)\n",
    "attribute": "class A:\n    def go(self):\n        return self.name.upper()\n\nA().go()\n",
    "comprehension": "def f(xs):\n    return [10 // x for x in xs]\n\nf([1, 0])\n",
    "lambda": "half = lambda x: x / 0 if x else 1\nhalf(0)\nhalf([3][0])\n",
    "generator": "def g(d):\n    for k in 'ab':\n        yield d[k]\n\nlist(g({'a': 1}))\n",
    "with": "import contextlib\nwith contextlib.suppress(KeyError):\n    int('x')\n",
    "finally": "def f():\n    try:\n        return int('x')\n    finally:\n        z = 1\n\nf()\n",
    "raise": "def f(n):\n    if n:\n        raise ValueError(\n            n\n        )\n    f(n + 1)\n\nf(0)\n",
    "unpack": "def f(v):\n    a, b = v\n    return a\n\nf([1, 2])\nf([[1]].pop())\n",
    "augmented": "d = {'n': 'text'}\ndef f(d):\n    d['n'] += 1\n\nf(d)\n",
    "assertion": "def f(x):\n    assert x > 0, (\n        'too small')\n\nf(1)\nf(0)\n",
    "match": "def f(x):\n    match x:\n        case [a, b]:\n            return a / b\n\nf([1, 0])\n",
    "decorator": "def d(f):\n    raise KeyError(f.__name__)\n\n@d\ndef g():\n    pass\n",
    "class body": "items = []\nclass A:\n    x = 1\n    y = items[x]\n",
    "wide characters": "s = 'naïve 日本'; t = (s + 'é', s[[99].pop()])\n",
    "fstring": "d = {}\ndef f():\n    return f'{1} {d[2]}'\n\nf()\n",
    "keyword": "def f(a, *, b):\n    return a + b\n\nf(1, b=2)\nf(1,\n  b=['x'].pop())\n",
    "chained": "try:\n    {}['k']\nexcept KeyError as error:\n    raise ValueError('v') from error\n",
    "delete": "d = {}\ndef f():\n    del d['k']\n\nf()\n",
    "import": "def f():\n    import no_such_module_at_all\n\nf()\n",
    "compare": "def f(a, b):\n    return 1 < a < b\n\nf(2, 3)\nf(2, ['x'].pop())\n",
    "loop test": "def f(n):\n    while n > 0:\n        n = n - 1 if n > 1 else 'x'\n\nf(3)\n",
}

WORKING = '''"""A docstring."""
import math


def area(r, scale=1):
    """Docs."""
    if r < 0:
        raise ValueError("negative")
    result = math.pi * r ** 2
    for i in range(2):
        result += i
        if i == 5:
            continue
    else:
        result -= 1
    while result > 100:
        result /= 2
    try:
        result = result / scale
    except ZeroDivisionError:
        result = 0
    else:
        result += 0
    finally:
        done = True
    with open(__file__) as file:
        first = file.readline()
    values = [x * x
              for x in range(3)
              if x]
    match values:
        case [1, *rest]:
            kind = "one"
        case _:
            kind = "other"
    return (
        result
        + len(first)
        + (1 if done else 2)
    )


class Shape:
    sides = 0

    def grow(self):
        self.sides += 1
        return self.sides

    @property
    def double(self):
        return 2 * self.sides


def numbers():
    yield 1
    x = yield 2
    return x


shape = Shape()
shape.grow()
total = sum(
    area(n)
    for n in (1, 2)
)
try:
    area(-1)
except ValueError as error:
    message = str(error)
area(1, scale=0)
square = lambda x: x * x
listing = [square(n) for n in numbers()]
if not listing:
    print("never")
elif total:
    total = shape.double
del shape
'''

Runner = Callable[[str, str, dict[str, Any]], None]


def _run_cpython(source: str, filename: str, namespace: dict[str, Any]) -> None:
    exec(compile(source, filename, "exec", dont_inherit=True), namespace)


def _run_noodle(source: str, filename: str, namespace: dict[str, Any]) -> None:
    session = nbc.Session(namespace, optimize=0)
    session.execute(session.compile(source, filename=filename))


@pytest.mark.parametrize("name", FAILING)
def test_traceback_has_cpythons_lines_and_columns(name: str, tmp_path: Path) -> None:
    path = _write(tmp_path, FAILING[name])
    assert _positions(_run_noodle, path) == _positions(_run_cpython, path)


@pytest.mark.parametrize("name", FAILING)
def test_formatted_traceback_is_cpythons(name: str, tmp_path: Path) -> None:
    path = _write(tmp_path, FAILING[name])
    assert _formatted(_run_noodle, path) == _formatted(_run_cpython, path)


def test_settrace_sees_cpythons_lines(tmp_path: Path) -> None:
    path = _write(tmp_path, WORKING)
    assert _traced(_run_noodle, path) == _traced(_run_cpython, path)


def test_functions_have_cpythons_first_lines_and_names(tmp_path: Path) -> None:
    path = _write(tmp_path, WORKING)
    session = nbc.Session({"__file__": str(path)})
    ours = session.compile(WORKING, filename=str(path)).code
    theirs = compile(WORKING, str(path), "exec", dont_inherit=True)
    assert _code_names(ours) == _code_names(theirs)


def test_lines_of_code_are_cpythons(tmp_path: Path) -> None:
    path = _write(tmp_path, WORKING)
    session = nbc.Session({"__file__": str(path)})
    ours = session.compile(WORKING, filename=str(path)).code
    theirs = compile(WORKING, str(path), "exec", dont_inherit=True)
    assert _lines(ours) == _lines(theirs)


def test_coverage_counts_the_same_lines(tmp_path: Path) -> None:
    path = _write(tmp_path, WORKING)
    assert _covered(_run_noodle, path) == _covered(_run_cpython, path)


def test_pdb_stops_at_the_same_places(tmp_path: Path) -> None:
    path = _write(tmp_path, WORKING)
    assert _debugged(_run_noodle, path) == _debugged(_run_cpython, path)


def test_breakpoint_call_stops_in_the_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, dict[str, Any]]] = []

    def hook() -> None:
        frame = sys._getframe(1)
        visible = {k: v for k, v in frame.f_locals.items() if not k.startswith("__nbc")}
        seen.append((frame.f_lineno, visible))

    monkeypatch.setattr(sys, "breakpointhook", hook)
    source = "def f(x):\n    y = x + 1\n    breakpoint()\n    return y\n\nf(4)\n"
    nbc.Session().run(source)
    assert seen == [(3, {"x": 4, "y": 5})]


def _write(folder: Path, source: str) -> Path:
    path = folder / "cell.py"
    path.write_text(source, encoding="utf-8")
    return path


def _failure(run: Runner, path: Path) -> Exception:
    with pytest.raises(Exception) as caught:
        run(path.read_text(encoding="utf-8"), str(path), {"__name__": "__main__"})
    return caught.value


def _positions(run: Runner, path: Path) -> list[object]:
    trace = _failure(run, path).__traceback__
    found: list[object] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == str(path):
            found.append((code.co_name, list(code.co_positions())[trace.tb_lasti // 2]))
        trace = trace.tb_next
    return found


def _formatted(run: Runner, path: Path) -> list[str]:
    """The traceback's text from the first frame of the source on."""
    lines = traceback.format_exception(_failure(run, path))
    return [line for line in lines if str(path) in line or not line.startswith("  File")]


def _traced(run: Runner, path: Path) -> list[tuple[str, str, int]]:
    events: list[tuple[str, str, int]] = []

    def tracer(frame: FrameType, event: str, arg: object) -> Any:
        if frame.f_code.co_filename != str(path):
            return None
        events.append((event, frame.f_code.co_name, frame.f_lineno))
        return tracer

    outer = sys.gettrace()
    sys.settrace(tracer)
    try:
        run(path.read_text(encoding="utf-8"), str(path), {"__file__": str(path)})
    finally:
        sys.settrace(outer)
    return events


def _codes(code: CodeType) -> list[CodeType]:
    inner = [c for c in code.co_consts if isinstance(c, CodeType)]
    return [code, *(found for c in inner for found in _codes(c))]


def _code_names(code: CodeType) -> list[tuple[str, str, int, int]]:
    return [(c.co_name, c.co_qualname, c.co_firstlineno, c.co_argcount) for c in _codes(code)]


def _lines(code: CodeType) -> list[tuple[str, list[int]]]:
    return [(c.co_name, sorted({line for _, line in dis.findlinestarts(c)})) for c in _codes(code)]


def _covered(run: Runner, path: Path) -> object:
    measured = coverage.Coverage(
        data_file=None, config_file=False, include=[str(path)], branch=True
    )
    measured.start()
    try:
        run(path.read_text(encoding="utf-8"), str(path), {"__file__": str(path)})
    finally:
        measured.stop()
    data = measured.get_data()
    return sorted(data.lines(str(path)) or []), sorted(data.arcs(str(path)) or [])


def _debugged(run: Runner, path: Path) -> str:
    """What pdb prints for a breakpoint, a step, a local variable and a stack."""
    lines = WORKING.splitlines()
    stop = lines.index("    result = math.pi * r ** 2") + 1
    commands = f"b {path}:{stop}\nc\np r\nn\np round(result, 3)\nw\nc\np r\nc\nc\nc\nq\n"
    output = io.StringIO()
    bdb.Breakpoint.clearBreakpoints()  # their numbers are the process's
    debugger = pdb.Pdb(stdin=io.StringIO(commands), stdout=output, nosigint=True, readrc=False)
    namespace: dict[str, Any] = {"__file__": str(path)}
    source = path.read_text(encoding="utf-8")
    debugger.runcall(run, source, str(path), namespace)
    return _stops_in(path, output.getvalue().splitlines())


def _stops_in(path: Path, lines: list[str]) -> str:
    """What pdb shows, without the frames around the source: those belong to pdb and to the runner.
    A place is two lines: the file, and the source line behind an arrow."""
    kept: list[str] = []
    foreign = False
    for line in lines:
        text = line.removeprefix("(Pdb) ").lstrip("> ")
        if text.startswith("/"):
            foreign = str(path) not in line
        if not (foreign and (text.startswith(("/", "-"))) or "-> " in line and foreign):
            kept.append(line)
    return "\n".join(kept)
