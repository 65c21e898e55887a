"""Modules that differ in names only get one text, which is compiled once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nbc
from nbc.native import llvm
from nbc.native.same_text import renamed

MODULE = """
declare double @llvm.fabs.f64(double)

@bytes = internal constant [4 x i8] c"!7%a"

define internal void @unused(ptr %p) {
  ret void
}

define internal double @other(double %x) #0 {
  %y = call double @llvm.fabs.f64(double %x)
  ret double %y
}

define i32 @part(ptr %NAMEa, i64 %n) {
entry:
  br label %NAMEhead
NAMEhead:
  %NAMEi = phi i64 [ 0, %entry ], [ %NAMEj, %NAMEhead ]
  %NAMEv = load double, ptr %NAMEa, !noalias !NODE
  %NAMEw = call double @other(double %NAMEv)
  %byte = load i8, ptr @bytes
  %NAMEj = add i64 %NAMEi, STEP
  %more = icmp slt i64 %NAMEj, %n
  br i1 %more, label %NAMEhead, label %NAMEout, !llvm.loop !12
NAMEout:
  ret i32 0
}

attributes #0 = { nounwind }
!12 = distinct !{!12}
!9 = !{!"unused"}
!NODE = !{!13}
!13 = distinct !{!13, !15}
!15 = distinct !{!15}
"""


def module(name: str = "x", node: str = "14", step: str = "1") -> str:
    return MODULE.replace("NAME", name).replace("NODE", node).replace("STEP", step)


def test_names_do_not_matter() -> None:
    assert renamed(module("x", "14"), "part") == renamed(module("long.name", "77"), "part")


def test_what_is_done_matters() -> None:
    assert renamed(module(step="1"), "part") != renamed(module(step="2"), "part")


def test_what_is_not_needed_is_not_there() -> None:
    text = renamed(module(), "part")
    assert "unused" not in text
    assert "@other" in text
    assert "@llvm.fabs" in text


def test_contents_stay() -> None:
    assert 'c"!7%a"' in renamed(module(), "part")


def test_the_text_is_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOODLE_CACHE_DIR", "0")
    assert llvm.machine_code(renamed(module(), "part"), ["part"]).addresses["part"]


@pytest.mark.parametrize("more", ["%pair = type { i64, i64 }", "!named = !{!12}"])
def test_what_is_not_understood_stays_as_it_is(more: str) -> None:
    text = module() + more + "\n"
    assert renamed(text, "part") is text


SOURCE = """
def f(x, y, z):
    dx = x.T - x
    dy = y.T - y
    dz = z.T - z
    return dx, dy, dz
"""


def test_statements_of_one_kind_share_their_late_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOODLE_CACHE_DIR", "0")
    compiled: list[str] = []
    plain = llvm.machine_code

    def machine_code(ir: str, *args: Any, level: str = "full", **options: Any) -> Any:
        if level == "late":
            compiled.append(ir)
        return plain(ir, *args, level=level, **options)

    monkeypatch.setattr(llvm, "machine_code", machine_code)
    session = nbc.Session(optimize=3, native="always")
    session.run(SOURCE)
    x, y, z = (np.random.default_rng(seed).random((9, 1)) for seed in range(3))
    found = session["f"](x, y, z)
    for values, expected in zip(found, (x.T - x, y.T - y, z.T - z), strict=True):
        assert np.array_equal(values, expected)
    assert 0 < len(compiled) < 3


CALLED = """
def inner(a, n):
    found = 0.0
    for i in range(n - 1):
        found += a[i]
    return found
def outer(a, m, n):
    found = 0.0
    for j in range(m):
        for i in range(n):
            found += inner(a, n) + a[i + j]
    return found
"""


def test_what_only_late_parts_call_is_not_in_the_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOODLE_CACHE_DIR", "0")
    texts: list[str] = []
    plain = llvm.machine_code

    def machine_code(ir: str, *args: Any, **options: Any) -> Any:
        texts.append(ir)
        return plain(ir, *args, **options)

    monkeypatch.setattr(llvm, "machine_code", machine_code)
    session = nbc.Session(optimize=3, native="always")
    session.run(CALLED)
    a = np.arange(12.0)
    assert session["outer"](a, 3, 4) == sum(
        a[:3].sum() + a[i + j] for j in range(3) for i in range(4)
    )
    defined = [line.split("@")[1].split("(")[0] for line in texts[0].splitlines()
               if line.startswith("define internal") and "@f" in line]  # fmt: skip
    assert all(texts[0].count(f"@{name}(") > 1 for name in defined), defined
