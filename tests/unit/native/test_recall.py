"""What is known of units from before (nbc.native.recall): found again where nothing has changed, never
where something has that lowering looks at."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy
import pytest

import nbc
from nbc.native import dispatch, lower
from nbc.native.llvm import store

ROOT = Path(__file__).parents[3]


@pytest.fixture
def lowered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The functions that were lowered, and not known from before."""
    monkeypatch.setenv("NOODLE_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(store, "is_of_this_process", lambda: True)
    names: list[str] = []
    lower_unit = lower.lower_unit

    def counted(unit: Any, *rest: Any) -> Any:
        names.append(unit.module.functions[unit.index].name)
        return lower_unit(unit, *rest)

    monkeypatch.setattr(lower, "lower_unit", counted)
    yield names


def session(*cells: str, level: int = 3) -> nbc.Session:
    made = nbc.Session(optimize=level, native="always")
    for cell in cells:
        made.run(cell)
    return made


def result(*cells: str, call: tuple[Any, ...] = (), level: int = 3) -> Any:
    """What `f` gives in a new session; the call that makes it native is one of two."""
    f = session(*cells, level=level)["f"]
    first, second = f(*call), f(*call)
    assert repr(first) == repr(second)
    return first


SUM = """
def f(a):
    s = 0.0
    for i in range(len(a)):
        s += a[i] * K
    return s
"""


def test_a_unit_is_lowered_once(lowered: list[str]) -> None:
    a = numpy.arange(100.0)
    for _ in range(3):
        assert result("K = 2.0", SUM, call=(a,)) == 9900.0
    assert lowered == ["f"]
    assert result("K = 3.0", SUM, call=(a,)) == 14850.0
    assert lowered == ["f"]  # K is passed in


def test_the_tier_is_told_as_before(lowered: list[str]) -> None:
    told = []
    for _ in range(2):
        made = session("K = 2.0", SUM)
        made["f"](numpy.arange(10.0))
        told.append((dispatch.tier(made["f"]), made.explain(SUM)))
    assert lowered == ["f"]
    assert told[0] == told[1]


CALLS = "def f(x):\n    return g(x) + 1\n"
CHANGES: dict[str, tuple[list[str], list[str]]] = {
    "a constant": (["def f(x):\n    return x * 2\n"], ["def f(x):\n    return x * 3\n"]),
    "the sign of zero": (["def f(x):\n    return x * 0.0\n"], ["def f(x):\n    return x * -0.0\n"]),
    "a constant's class": (["def f(x):\n    return x * 1\n"], ["def f(x):\n    return x * 1.0\n"]),
    "a bool": (["def f(x):\n    return (x, 1)\n"], ["def f(x):\n    return (x, True)\n"]),
    "a callee": (["def g(x):\n    return x\n", CALLS], ["def g(x):\n    return -x\n", CALLS]),
    "a callee's callee": (
        ["def h(x):\n    return x\n", "def g(x):\n    return h(x)\n", CALLS],
        ["def h(x):\n    return x * 5\n", "def g(x):\n    return h(x)\n", CALLS],
    ),
    "a callee's default": (
        ["def g(x, y=2):\n    return x * y\n", CALLS],
        ["def g(x, y=3):\n    return x * y\n", CALLS],
    ),
    "a callee's default, set later": (
        ["def g(x, y=2):\n    return x * y\n", CALLS],
        ["def g(x, y=2):\n    return x * y\n", "g.__defaults__ = (7,)", CALLS],
    ),
    "a callee's code": (
        ["def g(x):\n    return x\ndef h(x):\n    return x + 50\n", CALLS],
        ["def g(x):\n    return x\ndef h(x):\n    return x + 50\n", "g.__code__ = h.__code__", CALLS],
    ),
    "a global's class": (
        ["K = 2", "def f(x):\n    return x * K\n"], ["K = 2.5", "def f(x):\n    return x * K\n"]
    ),
    "a builtin that is hidden": (
        ["def f(x):\n    return abs(-x)\n"],
        ["def abs(x):\n    return x - 100\n", "def f(x):\n    return abs(-x)\n"],
    ),
    "another builtin": (
        ["g = max", "def f(x):\n    return g(x, 10)\n"],
        ["g = min", "def f(x):\n    return g(x, 10)\n"],
    ),
    "an annotation": (
        ["def f(x) -> i64:\n    return x\n"], ["def f(x) -> f64:\n    return x\n"]
    ),
    "a function inside": (
        ["def f(x):\n    def g(y):\n        return y\n    return g(x)\n"],
        ["def f(x):\n    def g(y):\n        return y + 9\n    return g(x)\n"],
    ),
    "a function far inside": (
        ["def f(x):\n    return (lambda y: sum([y * 2 for k in range(3)]))(x)\n"],
        ["def f(x):\n    return (lambda y: sum([y * 4 for k in range(3)]))(x)\n"],
    ),
    "a module's name": (
        ["import math as m", "def f(x):\n    return m.sqrt(x)\n"],
        ["import cmath as m", "def f(x):\n    return m.sqrt(x)\n"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_program_finds_nothing_old(change: str, lowered: list[str]) -> None:
    before, after = CHANGES[change]
    first, second = result(*before, call=(3,)), result(*after, call=(3,))
    assert repr(first) != repr(second)
    assert lowered == ["f", "f"]
    assert repr(result(*before, call=(3,))) == repr(first)
    assert repr(result(*after, call=(3,))) == repr(second)
    assert lowered == ["f", "f"]


def test_files_that_changed_since_the_process_began(
    lowered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What runs is not what the files say: nothing is found, and nothing is kept."""
    monkeypatch.setattr(store, "is_of_this_process", lambda: False)
    a = numpy.arange(3.0)
    for _ in range(2):
        assert result("K = 2.0", SUM, call=(a,)) == 6.0
    assert lowered == ["f", "f"]


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module that programs import."""
    module = ModuleType("settings_of_a_test")
    module.LIMIT = 4  # type: ignore[attr-defined]
    module.g = math.sqrt  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "settings_of_a_test", module)
    return module


def test_a_module_that_changes(lowered: list[str], settings: Any) -> None:
    def now() -> Any:
        return result("import settings_of_a_test as s", "def f(x):\n    return s.g(x) * s.LIMIT\n",
                      call=(16.0,))  # fmt: skip

    assert now() == now() == 16.0
    settings.LIMIT = 5
    assert now() == now() == 20.0
    settings.LIMIT = 5.0
    assert now() == now() == 20.0
    settings.g = math.exp
    assert now() == now() == math.exp(16.0) * 5.0
    assert lowered == ["f"] * 4
    del settings.LIMIT
    with pytest.raises(AttributeError):
        now()


def test_a_function_of_numpy_that_is_replaced(
    lowered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = "import numpy as np\ndef f(x):\n    return np.sin(x) + np.sum(x)\n"
    x = numpy.array([1.0, 2.0])
    first = result(program, call=(x,))
    with monkeypatch.context() as patch:
        patch.setattr(numpy, "sin", numpy.cos)
        assert repr(result(program, call=(x,))) == repr(numpy.cos(x) + numpy.sum(x)) != repr(first)
        patch.setattr(numpy, "sum", numpy.prod)
        assert repr(result(program, call=(x,))) == repr(numpy.cos(x) + numpy.prod(x))
    assert repr(result(program, call=(x,))) == repr(first)


def test_a_method_of_a_ufunc_that_is_replaced(lowered: list[str]) -> None:
    program = "import numpy as np\ndef f(x):\n    return np.add.reduce(x)\n"
    x = numpy.array([1.0, 2.0])
    assert result(program, call=(x,)) == 3.0
    numpy.add.reduce = lambda x: 42.0  # type: ignore[assignment]
    try:
        assert result(program, call=(x,)) == 42.0
    finally:
        del numpy.add.reduce
    assert result(program, call=(x,)) == 3.0


def test_what_is_passed_in_decides(lowered: list[str]) -> None:
    program = "def f(x):\n    return x + x\n"
    for value in (1, 2, 1.0, 2.0, numpy.float32(1), numpy.arange(3), numpy.arange(3.0)):
        assert repr(result(program, call=(value,))) == repr(value + value)
    assert len(lowered) == 5
    assert repr(result(program, call=(1,), level=2)) == "2"
    assert len(lowered) == 6


RAISES = """
def g(a, i):
    return 1 // (i - 1) + a[i]

def f(a, i):
    return g(a, i) + 1
"""


def frames(error: BaseException) -> list[tuple[str, int | None]]:
    found: list[tuple[str, int | None]] = []
    trace = error.__traceback__
    while trace is not None:
        found.append((trace.tb_frame.f_code.co_name, trace.tb_lineno))
        trace = trace.tb_next
    return found[1:]


@pytest.mark.parametrize(("call", "kind"), [(7, IndexError), (1, ZeroDivisionError)])
def test_errors_have_the_lines_of_this_text(
    call: int, kind: type[Exception], lowered: list[str]
) -> None:
    """Lines above, comments, and other functions in the cell change where it is, not what it is."""
    a = numpy.array([2, 0, 1])
    for above in ("", "\n\n\n", "x = 1\ndef other(y):\n    return y * 2\n"):
        with pytest.raises(kind) as caught:
            session(above + RAISES)["f"](a, call)
        shift = above.count("\n")
        expected = [("f", 6 + shift), ("g", 3 + shift)]
        assert frames(caught.value)[-2:] == expected
    assert lowered.count("f") == 1


def test_lines_of_a_function_in_another_cell(lowered: list[str]) -> None:
    a = numpy.array([2, 0, 1])
    for above in ("", "\n\n"):
        made = session(above + RAISES, "\ndef h(a, i):\n    return f(a, i)\n")
        with pytest.raises(IndexError) as caught:
            made["h"](a, 7)
        assert [line for _, line in frames(caught.value)[-3:]] == [
            3, 6 + len(above), 3 + len(above)
        ]  # fmt: skip
    assert lowered.count("h") == 2


LATE = """
def f(a, n):
    for i in range(n):
        for j in range(n):
            a[i] = a[j] * 2 + a[i + j]
    return a
"""


def test_careful_copies_are_known_too(lowered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop leaves the array: only the careful copy tells where."""
    from nbc.native import late

    monkeypatch.setattr(late, "_texts", {})
    monkeypatch.setattr(late, "_made", {})
    states = []
    for _ in range(2):
        a = numpy.arange(6)
        with pytest.raises(IndexError):
            session(LATE)["f"](a, 6)
        states.append(a.tolist())
        late._texts.clear()
        late._made.clear()
    assert lowered == ["f"]
    assert states[0] == states[1]


REFUSED = """
def f(x):
    s = 0
    for i in range(x):
        s += len({i, "a"} | set(str(i)))
    return s
"""


def test_refusals_are_known_too(lowered: list[str]) -> None:
    told = []
    for above in ("", "", "\n\n"):
        made = session(above + REFUSED)
        assert made["f"](3) == 9
        told.append(dispatch.tier(made["f"]).reason)
    assert told[0] and len(set(told)) == 1
    assert lowered.count("f") <= 2  # the function and its loop


def test_classes_and_functions_of_cells(lowered: list[str]) -> None:
    """That these have no native form is known; whether they still are the same matters."""
    call = "def f(x):\n    return P(x).x * 2.0\n"
    plain = "class P:\n    def __init__(self, x):\n        self.x = x + 1\n"
    record = "class P:\n    x: f64\n"
    for _ in range(2):
        assert result(plain, call, call=(1.5,)) == 5.0
    count = lowered.count("f")
    assert result(plain, call, call=(1.5,)) == 5.0
    assert lowered.count("f") == count == 1
    assert result(record, call, call=(1.5,)) == 3.0
    assert result("import math\nP = math.sqrt\n", call.replace(".x", ""), call=(4.0,)) == 4.0


CELL = """
total, last = {start}, 0
for i in range(len(a)):
    total += a[i]
    last = i
"""


def test_loops_of_cells(lowered: list[str]) -> None:
    for start, expected in ((0, 4950.0), (0, 4950.0), (1, 4951.0), (0.5, 4950.5)):
        made = session()
        made["a"] = numpy.arange(100.0)
        made.run(CELL.format(start=start))
        assert (made["total"], made["last"]) == (expected, 99)
        made["a"] = numpy.arange(100)
        made.run(CELL.format(start=start))
        assert made["total"] == expected
        assert type(made["total"]) is (numpy.float64 if start == 0.5 else numpy.int64)
    assert len(lowered) <= 7


@pytest.mark.parametrize(
    "cells",
    [
        ["class P:\n    x: f64\n", "def f(x):\n    p = P(x)\n    return p.x * 2\n"],
        ["import enum\nclass E(enum.IntEnum):\n    A = 2\n", "def f(x):\n    return x * E.A\n"],
    ],
)
def test_what_has_no_description_is_not_kept(cells: list[str], lowered: list[str]) -> None:
    results = {repr(result(*cells, call=(1.5,))) for _ in range(2)}
    assert results == {"3.0"}
    assert len(lowered) >= 2


def test_other_methods_of_a_record(lowered: list[str]) -> None:
    program = "class P:\n    x: f64\n    def g(self):\n        return self.x * {}\n"
    for factor in (2, 3):
        call = "def f(x):\n    return P(x).g()\n"
        assert result(program.format(factor), call, call=(1.5,)) == 1.5 * factor


@pytest.mark.parametrize(
    "spoil",
    [
        lambda metadata: {},
        lambda metadata: {"facts": {}, "late": []},
        lambda metadata: {"facts": [1, 2], "late": []},
        lambda metadata: {"facts": metadata["facts"] | {"places": [[99, None, ""]]}, "late": []},
        lambda metadata: {"facts": metadata["facts"] | {"result": ["strange"]}, "late": []},
        lambda metadata: {"facts": metadata["facts"] | {"statics": ["missing"]}, "late": []},
        lambda metadata: {"facts": metadata["facts"], "late": ["x"]},
        lambda metadata: {"facts": metadata["facts"] | {"code": "00"}, "late": []},
        lambda metadata: {"refusal": {"reason": 1}},
    ],
)
def test_facts_that_are_none(
    spoil: Callable[[dict[str, Any]], dict[str, Any]], lowered: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    put = store.put
    with monkeypatch.context() as patch:
        patch.setattr(store, "put", lambda key, code, metadata, ir=b"": put(
            key, code, spoil(metadata) if "late" in metadata else metadata, ir))  # fmt: skip
        assert result("K = 2.0", SUM, call=(numpy.arange(3.0),)) == 6.0
    assert result("K = 2.0", SUM, call=(numpy.arange(3.0),)) == 6.0
    assert lowered == ["f", "f"]


PROGRAM = """
import sys
import numpy as np, nbc
from nbc.native.llvm import store
store.is_of_this_process = lambda: True
made = nbc.Session(optimize=3, native="always")
made.run('''
import numpy as np
LIMIT = 3.0
def g(x, y=2.0):
    return np.sqrt(x) * y if x < LIMIT else np.pi
def f(a):
    s, t = 0.0, np.zeros(3)
    for i in range(len(a)):
        t[i % 3] += g(a[i]) + max(a[i], 1)
    return float(np.sum(t)) + s
total = 0
for i in range(5000):
    total += i % 7
''')
made.run("def h(x):\\n    for i in range(x):\\n        print(end='')\\n    return {1: x}\\n")
print(made["f"](np.arange(9.0)), made["total"], made["h"](3), "nbc.native.lower" in sys.modules)
"""


def test_other_processes_find_it(tmp_path: Path) -> None:
    told = []
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "NOODLE_CACHE_DIR": str(tmp_path), "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, text=True,
                              capture_output=True, check=True)  # fmt: skip
        told.append(done.stdout.split())
    assert told[0][:-1] == told[1][:-1] == told[2][:-1]
    assert [each[-1] for each in told] == ["True", "False", "False"]
