"""How many of ONNX's own node cases pass on the VM tier, by the operators that they need."""

from __future__ import annotations

from ahr.formats.onnx_operators import ADAPTERS
from benchmarks.onnx_cases import MORE, NEEDED, cases, failures
from benchmarks.options import Options
from benchmarks.tables import Column, Table


def new_table() -> Table:
    columns = (Column("cases", "count"), Column("pass", "count"), Column("fail", "count"))
    return Table("onnx", "ONNX's node cases up to opset 26 on the VM tier", columns, label=52)


def fill(table: Table, _: Options) -> None:
    wrong = failures()
    rows = {
        f"the {len(NEEDED)} operators of nine in ten real models": NEEDED,
        f"the {len(MORE)} operators of all real models": MORE,
        f"all {len(ADAPTERS)} operators that are read": ADAPTERS.keys(),
        "all operators": None,
    }
    for name, operators in rows.items():
        names = [each.name for each in cases() if operators is None or each.operators <= operators]
        failed = sum(each in wrong for each in names)
        table.add(name, (len(names), len(names) - failed, failed))
    needed = {each.name for each in cases() if each.operators <= MORE}
    for name in sorted(needed & wrong.keys()):
        table.note(f"{name}: {wrong[name]}")
    table.note("all failures: tests/unit/ahr/onnx/failures.txt")
