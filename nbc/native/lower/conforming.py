"""Noodle annotations in native code: CHECK_PARAMETERS, CHECK_RETURN and CONFORM.

What certainly does not fit stays on the VM, which words the error; what may not fit when the code
runs is a trap, whose place says which check of `nbc.runtime.conform` it is. Symbolic dimensions are
kept in hidden variables.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nbc.native.lower import arithmetic
from nbc.native.lower.casts import cast
from nbc.native.lower.scalars import integer, truth_of
from nbc.native.lower.sequences import tuple_of
from nbc.native.lower.text import double
from nbc.native.lower.values import LENGTH, Value
from nbc.native.reps import (
    BOOL,
    COMPLEX128,
    FLOAT,
    FLOATS,
    INT,
    INTEGERS,
    ArrayRep,
    ListRep,
    ScalarRep,
    StringRep,
    TupleRep,
)
from nbc.runtime.conform import parsed
from nbc.types import type_text
from nbc.types.model import Array, Bigint, Container, Object, Scalar, Tuple, Type

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

_EXACT = 2**53
_MOST_AXES = 5


def conform_opcode(lowering: Lowering, ins: Instruction) -> None:
    match ins.op.name:
        case "CHECK_PARAMETERS":
            for parameter in lowering.function.parameters:
                if parameter.type is not None:
                    _check_parameter(lowering, parameter.name, parameter.type)
        case "CHECK_RETURN":
            text = lowering.function.returns
            if text is not None:
                value = _computed(lowering, lowering.pop())
                lowering.push(conform(lowering, value, parsed(text), text, "the result"))
        case _:
            text = ins.operands[0]
            value = _computed(lowering, lowering.pop())
            if isinstance(parsed(text), Array) and _is_symbolic(parsed(text)):
                lowering.refuse("symbolic dimensions of a variable's annotation stay on the VM")
            lowering.push(conform(lowering, value, parsed(text), text, "the value"))


def _is_symbolic(wanted: Type) -> bool:
    dims = wanted.dims if isinstance(wanted, Array) else None
    return any(isinstance(dim, str) for dim in dims or ())


def _computed(lowering: Lowering, value: Value) -> Value:
    from nbc.native.lower.iterables import computed  # lazy: builds on this package

    return computed(lowering, value)


def _check_parameter(lowering: Lowering, name: str, text: str) -> None:
    actual = lowering.scope + name
    value = lowering.variables.read(actual)
    if value is None:
        lowering.refuse(f"{name!r} has no value")
    made = conform(lowering, value, parsed(text), text, f"parameter {name!r}")
    if made is not value:
        lowering.variables.write(actual, made)


def conform(lowering: Lowering, value: Value, wanted: Type, text: str, what: str) -> Value:
    """The value as its annotation has it."""
    check = _Check(lowering, text, what)
    made: Value | None = None
    if isinstance(wanted, Scalar):
        made = check.scalar(value, wanted.dtype)
    elif isinstance(wanted, Array):
        made = check.array(value, wanted)
    elif isinstance(wanted, Bigint):
        made = None
    elif isinstance(wanted, Tuple):
        made = _tuple(lowering, value, wanted, what)
    elif isinstance(wanted, Container):
        made = _container(value, wanted)
    elif isinstance(wanted, Object):
        made = value
    if made is None:
        lowering.refuse(f"{what} may not be {text}")
    return made


def _tuple(lowering: Lowering, value: Value, wanted: Tuple, what: str) -> Value | None:
    if not isinstance(value.rep, TupleRep):
        return None
    if wanted.items is None:
        return value
    if len(wanted.items) != len(value.items):
        return None
    return tuple_of([
        conform(lowering, item, kind, type_text(kind), f"item {place} of {what}")
        for place, (item, kind) in enumerate(zip(value.items, wanted.items, strict=True))
    ])  # fmt: skip


def _container(value: Value, wanted: Container) -> Value | None:
    """Lists of what the annotation says exactly."""
    if not isinstance(value.rep, ListRep) or wanted.kind != "list":
        return None
    item = value.rep.item
    if not wanted.items:
        return value
    kind = wanted.items[0]
    fits = isinstance(kind, Scalar) and isinstance(item, ScalarRep) and item.dtype == kind.dtype
    weak = isinstance(item, ScalarRep) and item.weak == (
        item.dtype in ("i64", "f64", "bool", "c128")
    )
    return value if fits and weak else None


class _Check:
    """One annotation at one place: its text, and what the message calls the value."""

    def __init__(self, lowering: Lowering, text: str, what: str) -> None:
        self.lowering = lowering
        self.annotation = text
        self.what = what

    def trap(self, condition: str, kind: str, values: list[str], **more: str) -> None:
        """Raises the VM's error if the condition holds; `kind` says what the values stand for."""
        said = {"text": self.annotation, "what": self.what, "kind": kind, **more}
        self.lowering.trap("ANNOTATION", condition, values, text=json.dumps(said))

    # -- scalars --------------------------------------------------------------------------------

    def scalar(self, value: Value, dtype: str) -> Value | None:
        rep = value.rep
        if dtype == "str":
            return value if isinstance(rep, StringRep) else None
        if not isinstance(rep, ScalarRep):
            return None
        if dtype == "bool":
            return Value(BOOL, value.regs, value.constant) if rep.dtype == "bool" else None
        if dtype in INTEGERS:
            return self._integer(value, rep, dtype)
        if dtype == "f64":
            return self._float(value, rep)
        if rep.mixed:
            return None
        if dtype == "c128":
            return Value(COMPLEX128, cast(self.lowering.text, value.regs, rep.dtype, "c128"))
        if rep == ScalarRep(dtype, weak=False):
            return value
        return self._single(value, rep) if dtype == "f32" else None

    def _integer(self, value: Value, rep: ScalarRep, dtype: str) -> Value | None:
        is_bool = rep.dtype == "bool" and rep.weak
        if (rep.dtype not in INTEGERS and not is_bool) or rep.mixed not in ("", "int"):
            return None
        out, kind = self.lowering.text, ("i64" if rep.weak else rep.dtype)
        reg = cast(out, value.regs[:1], rep.dtype, kind)[0]
        wanted = INT if dtype == "i64" else ScalarRep(dtype, weak=False)
        if rep == INT == wanted:
            return value
        low, high = _limits(dtype)
        least, most = _limits(kind)
        if value.range is not None:
            least, most = value.range
        if kind == "u64":
            if most > high:
                self.trap(out.let(f"icmp ugt i64 {reg}, {high}"), kind, [reg])
        elif least < low or most > high:
            wide = cast(out, (reg,), kind, "i64")[0]
            under = out.let(f"icmp slt i64 {wide}, {low}")
            over = out.let(f"icmp sgt i64 {wide}, {min(high, 2**63 - 1)}")
            self.trap(out.let(f"or i1 {under}, {over}"), kind if rep.weak else rep.dtype, [wide],
                      weak=str(rep.weak))  # fmt: skip
        regs = cast(out, (reg,), kind, dtype)
        return Value(wanted, regs, range=(max(least, low), min(most, high)))

    def _float(self, value: Value, rep: ScalarRep) -> Value | None:
        out = self.lowering.text
        if rep.dtype in FLOATS:
            return value if rep == FLOAT else Value(
                FLOAT, cast(out, value.regs[:1], rep.dtype, "f64"), value.constant
            )  # fmt: skip
        if rep.dtype not in INTEGERS and not (rep.dtype == "bool" and rep.weak):
            return None
        made = cast(out, value.regs[:1], rep.dtype, "f64")[0]
        known = value.range
        exact = known is not None and known[0] >= -_EXACT and known[1] <= _EXACT
        if rep.weak and rep.dtype == "i64" and not exact:
            symbol = "llvm.fptosi.sat.i64.f64"
            self.lowering.assembly.declare(symbol, f"declare i64 @{symbol}(double)")
            back = out.let(f"call i64 @{symbol}(double {made})")
            differs = out.let(f"icmp ne i64 {back}, {value.reg}")
            top = out.let(f"fcmp oeq double {made}, {double(2.0**63)}")
            self.trap(out.let(f"or i1 {differs}, {top}"), "i64", [value.reg], weak="True")
        return Value(FLOAT, (made,))

    def _single(self, value: Value, rep: ScalarRep) -> Value | None:
        if rep.dtype not in (*INTEGERS, "f64", "bool") or (rep.dtype in INTEGERS and not rep.weak):
            return None
        out = self.lowering.text
        wide = cast(out, value.regs, rep.dtype, "f64")[0]
        made = out.let(f"fptrunc double {wide} to float")
        back = Value(FLOAT, (out.let(f"fpext float {made} to double"),))
        same = truth_of(self.lowering, arithmetic.operate(self.lowering, "EQUAL", [back, value]))
        nan = out.let(f"fcmp uno double {wide}, 0.0")
        fits = out.let(f"or i1 {same}, {nan}")
        bits = value.regs[0]
        if rep.dtype == "f64":
            bits = out.let(f"bitcast double {wide} to i64")
        elif rep.dtype == "bool":
            bits = out.let(f"zext i1 {bits} to i64")
        self.trap(out.let(f"xor i1 {fits}, true"), rep.dtype, [bits], weak=str(rep.weak))
        return Value(ScalarRep("f32", weak=False), (made,))

    # -- arrays ---------------------------------------------------------------------------------

    def array(self, value: Value, wanted: Array) -> Value | None:
        if not isinstance(value.rep, ArrayRep):
            return None
        if wanted.dtype is not None and wanted.dtype != value.rep.dtype:
            return None
        if wanted.dims is None:
            return value
        if len(wanted.dims) != value.rep.rank or value.rep.rank > _MOST_AXES:
            return None
        for axis, dim in enumerate(wanted.dims):
            if isinstance(dim, str):
                self._symbolic(value, axis, dim)
            elif isinstance(dim, int):
                differs = self.lowering.text.let(f"icmp ne i64 {value.dims[axis]}, {dim}")
                self.trap(differs, "array", [str(dim), *value.dims], dtype=value.rep.dtype,
                          rank=str(value.rep.rank))  # fmt: skip
        return value

    def _symbolic(self, value: Value, axis: int, dim: str) -> None:
        variables = self.lowering.variables
        name = f"<dim {self.lowering.scope}{dim}>"
        bound = variables.read(name)
        by = f"<dim {self.lowering.scope}{dim}>"
        if bound is None:
            reg = value.dims[axis]
            known = (int(reg), int(reg)) if reg.isdigit() else LENGTH
            variables.write(name, integer(reg, known))
            self.lowering.bound_by[by] = self.what
            return
        differs = self.lowering.text.let(f"icmp ne i64 {value.dims[axis]}, {bound.reg}")
        self.trap(differs, "array", [bound.reg, *value.dims], dtype=value.dtype, dim=dim,
                  rank=str(len(value.dims)),
                  by=self.lowering.bound_by.get(by, ""))  # fmt: skip


def _limits(dtype: str) -> tuple[int, int]:
    if dtype == "bool":
        return 0, 1
    bits = int(dtype[1:])
    return (0, 2**bits - 1) if dtype[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


__all__ = ["conform", "conform_opcode"]
