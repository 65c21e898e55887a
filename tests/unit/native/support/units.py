"""Units written by hand in IR, for tests of the run-time library without the compiler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nbc.bytecode.module import Module
from nbc.native.llvm import machine_code
from nbc.native.reps import NONE, Rep
from nbc.native.support.binding import DECLARATIONS, Dispatcher, Trap
from nbc.native.unit import Compiled, Unit

MISSED = "missed"
MODULE = Module(())
_MEMCPY = "declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)"


def unit(
    body: str, inputs: Sequence[Rep], result: Rep = NONE, *,
    outputs: Sequence[Rep] | None = None, shared: Mapping[str, Rep] | None = None,
    statics: Mapping[str, Any] | None = None, more: str = "",
) -> Compiled:  # fmt: skip
    """A unit from the lines between the braces. `outputs`: it is a region that leaves these."""
    text = f"{more}\ndefine i32 @unit(ptr %ctx, ptr %in, ptr %out) {{\n{body}\n}}\n"
    used = [line for name, line in DECLARATIONS.items() if f"@{name}(" in text]
    loaded = machine_code("\n".join([_MEMCPY, *used, text]), ["unit"])
    named = tuple((f"v{number}", rep) for number, rep in enumerate(inputs))
    made = tuple((f"o{number}", rep) for number, rep in enumerate(outputs or ()))
    described = Unit(
        MODULE, 0, None if outputs is None else (0, 1), named,
        shared=tuple((shared or {}).items()), statics=statics or {},
        outputs=tuple(name for name, _ in made),
    )  # fmt: skip
    return Compiled(described, loaded.addresses["unit"], result, made, keep=loaded)


def copies(count: int) -> str:
    """The body that copies slots from inputs to results."""
    return f"""
  call void @llvm.memcpy.p0.p0.i64(ptr %out, ptr %in, i64 {8 * count}, i1 false)
  ret i32 0"""


def traps(kind: int, place: int = 0, values: Sequence[int] = ()) -> str:
    """Instructions that fill the trap and leave."""
    stores = {5: kind, 6: place, **{7 + number: value for number, value in enumerate(values)}}
    lines = []
    for index, value in stores.items():
        lines.append(f"  %t{index} = getelementptr i64, ptr %ctx, i64 {index}")
        lines.append(f"  store i64 {value}, ptr %t{index}")
    return "\n".join([*lines, "  ret i32 1"])


class Trapped(Exception):
    """What the handler of the tests raises."""

    def __init__(self, compiled: Compiled, trap: Trap) -> None:
        super().__init__(trap)
        self.compiled, self.trap = compiled, trap


def raise_it(compiled: Compiled, trap: Trap) -> Any:
    raise Trapped(compiled, trap)


def return_it(compiled: Compiled, trap: Trap) -> Any:
    return Trapped(compiled, trap)


def miss(*values: Any) -> Any:
    return (MISSED, *values)


def entry(*compiled: Compiled, namespace: dict[str, Any] | None = None) -> Any:
    """The builtin of a dispatcher for these."""
    dispatcher = Dispatcher("f", miss, return_it if compiled[0].unit.region else raise_it)
    for each in compiled:
        dispatcher.add(each, {} if namespace is None else namespace)
    return dispatcher.callable
