"""A unit as an LLVM module: its entry, the function or region behind it, and all that they need."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, final

from nbc.bytecode.effects import bound_names
from nbc.bytecode.module import Instruction, Module
from nbc.bytecode.rounds import GROWING_METHODS, WRITING_METHODS
from nbc.native import late
from nbc.native.lower.assembly import Assembly, NotNative
from nbc.native.lower.boundary import lists_in, load_slots, settled_result, store_slots
from nbc.native.lower.instances import call_instance, instance_of
from nbc.native.lower.lists import Learnt
from nbc.native.lower.regions import lower_region
from nbc.native.lower.text import Text
from nbc.native.lower.values import Value
from nbc.native.reps import NONE, Rep, slots
from nbc.native.statics import Consulted
from nbc.native.traps import TRAPS
from nbc.native.unit import Findings, Unit

_DEFINES = re.compile(r"^define [^@]*@([\w.]+)\(", re.MULTILINE)
_NAMED = re.compile(r"@([\w.]+)")
_NEST = re.compile(r"@(nest\.\d+)")
_LISTS_AT_MOST = 24
"""How often a unit is lowered again when it is learnt what a list holds."""


@final
@dataclass(frozen=True, slots=True)
class Lowered:
    """The IR text of a unit, and what its callers must know."""

    ir: str
    findings: Findings


def lower_unit(
    unit: Unit, rep_of: Callable[[Any], Rep | None],
    functions_of: Callable[[Any], tuple[Module, int] | None], consulted: Consulted | None = None,
) -> Lowered:  # fmt: skip
    """The module of a unit; `consulted` gathers what was looked up for it. Raises NotNative."""
    looked = Consulted() if consulted is None else consulted
    assembly = Assembly(unit, rep_of, functions_of, consulted=looked)
    for _ in range(_LISTS_AT_MOST):
        try:
            return _lower_unit(assembly)
        except Learnt:
            assembly = Assembly(
                unit, rep_of, functions_of, list_items=assembly.list_items, consulted=looked
            )
    raise NotNative("there are too many lists")


def _lower_unit(assembly: Assembly) -> Lowered:
    unit, symbol = assembly.unit, "unit"
    outputs: tuple[tuple[str, Rep], ...] = ()
    if unit.region is None:
        result = _entry_of_function(assembly, symbol)
    else:
        code = unit.module.functions[unit.index].instructions
        assembly.stored = frozenset(
            name for index in range(*unit.region) for name in bound_names(code[index])
        )
        result, outputs = NONE, lower_region(assembly, symbol)
    if lists_in(result) + sum(lists_in(rep) for _, rep in outputs) > 1:
        raise NotNative("several lists are given back, which may be the same one")
    ir = _module_text(assembly)  # first: it settles what else there is
    return Lowered(ir, Findings(
        symbol, result, outputs,
        tuple((name, rep) for name, (_, rep) in assembly.shared.items()),
        assembly.statics, tuple(assembly.places), tuple(assembly.notes),
        not any(map(_writes, _instructions(assembly))),
    ))  # fmt: skip


def _instructions(assembly: Assembly) -> Iterator[Instruction]:
    """Those of all functions in the module, and of the region."""
    unit = assembly.unit
    yield from unit.module.functions[unit.index].instructions
    for instance in assembly.instances.values():
        yield from instance.module.functions[instance.index].instructions


def _writes(instruction: Instruction) -> bool:
    """Whether an instruction may change what others can see."""
    op, operands, _ = instruction
    if op.name in ("STORE_INDEX", "STORE_UPDATED_INDEX") or op.name.startswith("INPLACE_"):
        return True
    if op.name == "CALL":
        return "out" in operands[1]
    return op.name == "GET_ATTRIBUTE" and operands[0] in WRITING_METHODS | GROWING_METHODS


def _entry_of_function(assembly: Assembly, symbol: str) -> Rep:
    """`unit(ctx, in, out)`: fetches the arguments, calls the function, leaves the result."""
    unit = assembly.unit
    arguments, first = [], 0
    text = Text(symbol, [], [])
    for _, rep in unit.inputs:
        arguments.append(load_slots(text, rep, "%in", first))
        first += slots(rep)
    instance = instance_of(assembly, unit.module, unit.index, arguments)
    assert instance.result is not None
    entry = _Entry(assembly, text)
    result = call_instance(entry, instance, arguments)  # type: ignore[arg-type]
    store_slots(entry, result, "%out", 0)  # type: ignore[arg-type]
    settled = settled_result(result.rep)
    text.do("ret i32 0")
    assembly.bodies.append("\n".join([
        f"define i32 @{symbol}(ptr %ctx, ptr %in, ptr %out) {{", "entry:",
        "  %shared = getelementptr i64, ptr %in, i64 0", *text.slots, *text.lines, *FAILED, "}",
    ]))  # fmt: skip
    return settled


FAILED = [
    "failed:",
    "  %kind.at = getelementptr i64, ptr %ctx, i64 5",
    "  %kind = load i64, ptr %kind.at",
    "  %interrupted = icmp eq i64 %kind, 0",
    "  %code = select i1 %interrupted, i32 2, i32 1",
    "  ret i32 %code",
]
"""How a unit ends after a trap: 1, or 2 where a Python exception is set already."""


@final
class _Entry:
    """As much of a `Lowering` as the entry's call needs."""

    deferral = None

    def __init__(self, assembly: Assembly, text: Text) -> None:
        self.assembly = assembly
        self.text = text
        self.variables = self

    def check_failed(self, status: str) -> None:
        label = self.text.new_label("on")
        self.text.branch(status, "failed", label, "!prof !0")
        self.text.begin(label)

    def temporary(self, value: Value) -> Value:
        return value


def _module_text(assembly: Assembly) -> str:
    """The text of the unit's module. The late parts are known by a hash of all that they are."""
    assembly.bodies += _called_nests(assembly)
    own = [body for body in assembly.bodies
           if "unit" in (names := _DEFINES.findall(body)) or not names]  # fmt: skip
    needed = {*own, *_reached(assembly, *own, *assembly.declarations.values())}
    return _with_keys(
        assembly, _text_of(assembly, [body for body in assembly.bodies if body in needed])
    )


def _called_nests(assembly: Assembly) -> list[str]:
    """Those of the text that was kept: loops may be lowered more than once."""
    texts = (*assembly.bodies, *assembly.late.values())
    called = {name for text in texts for name in _NEST.findall(text)} if assembly.nests else ()
    return [text for name, text in assembly.nests.items() if name in called]


def _late_text(assembly: Assembly, part: str) -> str:
    """The module of a late part: its function and all that it calls, at once this time."""
    return _with_keys(assembly, _text_of(assembly, [part, *_reached(assembly, part)]))


def _reached(assembly: Assembly, *start: str) -> list[str]:
    """The bodies that texts call, and what those call: not what only late parts call."""
    bodies = {found: body for body in assembly.bodies for found in _DEFINES.findall(body)}
    wanted, needed = list(start), dict[str, None]()
    while wanted:
        for name in _NAMED.findall(wanted.pop()):
            body = bodies.get(name) if name != "unit" else None
            if body is not None and body not in needed:
                needed[body] = None
                wanted.append(body)
    return list(needed)


def _with_keys(assembly: Assembly, text: str) -> str:
    """The text with the keys of the late parts that it asks for, which are registered."""
    for symbol, part in assembly.late.items():
        if f"LATE.{symbol})" in text:
            key = _key(part, text)
            text = text.replace(f"LATE.{symbol})", f"{key})")
            late.register(key, partial(_late_text, assembly, part))
    return text


def _key(part: str, text: str) -> int:
    """A number for a part of a module: the same in every process."""
    return int.from_bytes(hashlib.sha256(f"{part}{text}".encode()).digest()[:8], "big") >> 1


def _text_of(assembly: Assembly, bodies: Sequence[str]) -> str:
    recursion = TRAPS["RECURSION"].number
    parts = [
        *assembly.declarations.values(),
        *bodies,
        _SUPPORT.replace("RECURSION", str(recursion)),
        "\n".join(assembly.metadata),
    ]
    return "\n\n".join(parts) + "\n"


_SUPPORT = """define internal void @trap(
    ptr %ctx, i64 %kind, i64 %place, i64 %a, i64 %b, i64 %c, i64 %d, i64 %e, i64 %f
) #1 {
  %at.kind = getelementptr i64, ptr %ctx, i64 5
  store i64 %kind, ptr %at.kind
  %at.place = getelementptr i64, ptr %ctx, i64 6
  store i64 %place, ptr %at.place
  %at.a = getelementptr i64, ptr %ctx, i64 7
  store i64 %a, ptr %at.a
  %at.b = getelementptr i64, ptr %ctx, i64 8
  store i64 %b, ptr %at.b
  %at.c = getelementptr i64, ptr %ctx, i64 9
  store i64 %c, ptr %at.c
  %at.d = getelementptr i64, ptr %ctx, i64 10
  store i64 %d, ptr %at.d
  %at.e = getelementptr i64, ptr %ctx, i64 11
  store i64 %e, ptr %at.e
  %at.f = getelementptr i64, ptr %ctx, i64 12
  store i64 %f, ptr %at.f
  ret void
}

define internal void @trace(ptr %ctx, i64 %place) #1 {
  %at.depth = getelementptr i64, ptr %ctx, i64 13
  %depth = load i64, ptr %at.depth
  %room = icmp ult i64 %depth, 64
  br i1 %room, label %note, label %done
note:
  %entries = getelementptr i64, ptr %ctx, i64 16
  %entry = getelementptr i64, ptr %entries, i64 %depth
  store i64 %place, ptr %entry
  %more = add i64 %depth, 1
  store i64 %more, ptr %at.depth
  br label %done
done:
  ret void
}

define internal void @trap_recursion(ptr %ctx, i64 %place) #1 {
  call void @trap(ptr %ctx, i64 RECURSION, i64 %place, i64 0, i64 0, i64 0, i64 0, i64 0, i64 0)
  ret void
}

attributes #0 = { nounwind }
attributes #1 = { cold noinline nounwind }
attributes #2 = { noinline nounwind speculatable willreturn memory(none) }
!0 = !{!"branch_weights", i32 1, i32 1000000}
!1 = !{!"branch_weights", i32 1000000, i32 1}
!2 = !{}
!3 = distinct !{!3, !4, !5}
!4 = !{!"llvm.loop.vectorize.enable", i1 false}
!5 = !{!"llvm.loop.unroll.disable"}
"""
