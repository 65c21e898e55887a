"""Comments in IR become lines of addresses; what cannot be known is refused, not guessed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from nbc.native import llvm
from nbc.native.llvm import debug_lines, line_program

IR = """
declare double @sin(double)

define internal { double, i1 } @inner(double %x) {
entry:
  %y = call double @sin(double %x) ;7
  %z = fdiv double %y, %x ;300
  %a = insertvalue { double, i1 } undef, double %z, 0
  %b = insertvalue { double, i1 } %a, i1 true, 1 ;300
  ret { double, i1 } %b
}

define void @root(
    ptr %in, ptr %out
) {
entry:
  %x = load double, ptr %in ;1
  %pair = call { double, i1 } @inner(double %x)
  %y = extractvalue { double, i1 } %pair, 0 ;2
  store double %y, ptr %out, !tbaa !0 ;2
  ret void
}

!0 = !{!1, !1, i64 0}
!1 = !{!"any", !2, i64 0}
!2 = !{!"root"}
"""


@pytest.fixture(scope="module")
def loaded() -> llvm.Loaded:
    return llvm.machine_code(IR, ["root"])


def test_addresses_have_the_numbers_of_comments(loaded: llvm.Loaded) -> None:
    table = debug_lines.line_table(loaded)
    assert table is not None
    assert {1, 2, 7, 300} <= set(table.numbers) <= {0, 1, 2, 7, 300}
    assert table.addresses == tuple(sorted(table.addresses))
    for address, number in zip(table.addresses, table.numbers, strict=True):
        assert number == 0 or table.number_at(address) in table.numbers
    assert table.number_at(table.start - 1) == 0


def test_other_code_has_no_table(loaded: llvm.Loaded) -> None:
    other = llvm.machine_code(IR.replace("fdiv", "fmul"), ["root"])
    assert debug_lines.line_table(replace(loaded, addresses=other.addresses)) is None
    assert debug_lines.line_table(loaded, "no IR") is None


def test_nothing_is_lost_but_comments() -> None:
    text = debug_lines.with_locations(IR)
    without = re.sub(r"(,)? !dbg !\d+", "", text)
    assert without.startswith(re.sub(r" ;\d+$", "", IR, flags=re.MULTILINE).rstrip()[:-1])


@pytest.mark.parametrize("data", [b"", b"\x7fELF\x01\x01" + bytes(80), b"MZ" + bytes(100)])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, IndexError)):
        line_program.read(data, {"root": 0})
