"""What the optimiser says, by source line."""

from __future__ import annotations

import subprocess

import pytest

from nbc.native import llvm
from nbc.native.llvm import remarks
from tests.unit.native.llvm.kernels import over_array

SCOPE = """
!llvm.module.flags = !{!0}
!llvm.dbg.cu = !{!1}
!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = distinct !DICompileUnit(language: DW_LANG_C, file: !2, emissionKind: NoDebug)
!2 = !DIFile(filename: "cell", directory: "")
!3 = distinct !DISubprogram(name: "f", file: !2, line: 1, unit: !1, type: !4, spFlags: DISPFlagDefinition)
!4 = !DISubroutineType(types: !5)
!5 = !{}
!6 = !DILocation(line: 7, column: 4, scope: !3)
"""
ROUTE = over_array("%r = fmul double %x, %y", suffix=", !dbg !6").replace(
    "nounwind {", "nounwind !dbg !3 {"
)


def test_a_vectorised_loop_is_told_at_its_line() -> None:
    loaded = llvm.machine_code(ROUTE + SCOPE, ["kernel"])
    found = [remark for remark in loaded.remarks() if remark.kind == "vectorised"]
    assert found and (found[0].line, found[0].column) == (7, 4)
    assert "vectorization width" in found[0].message


def test_without_a_process_the_optimised_ir_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise OSError("no processes here")

    monkeypatch.setattr(subprocess, "run", refuse)
    assert [remark.kind for remark in remarks.of_ir(ROUTE + SCOPE)][:1] == ["vectorised"]


@pytest.mark.parametrize(
    ("message", "kind"),
    [("vectorized loop (vectorization width: 4)", "vectorised"), ("loop not vectorized", "missed"),
     ("unrolled loop by a factor of 8", "unrolled"), ("Cannot SLP vectorize list", "missed"),
     ("Stores SLP vectorized with cost -3", "vectorised")],
)  # fmt: skip
def test_kinds(message: str, kind: str) -> None:
    assert remarks._kind(message) == kind
