"""Scalars: constants, truth, indices, and the rule for values that may be of two Python types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nbc.native.lower.casts import cast, literal, truth
from nbc.native.lower.values import I64_RANGE, NONE_VALUE, Value
from nbc.native.reps import (
    BOOL,
    COMPLEX,
    COMPLEX128,
    FLOAT,
    INT,
    INTEGERS,
    ArrayRep,
    ListRep,
    NoneRep,
    ScalarRep,
    StaticRep,
    StringRep,
    TupleRep,
)

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_ALTERNATIVES = {"int": "i64", "float": "f64", "bool": "bool"}


def constant_value(value: Any) -> Value | None:
    """The value of a Python constant, None where native code has no form for it."""
    if value is None:
        return NONE_VALUE
    if value is Ellipsis:
        return Value(StaticRep("ellipsis", None), constant=value)
    if isinstance(value, bool):
        return Value(BOOL, literal(value, "bool"), value, (int(value), int(value)))
    if isinstance(value, int):
        if not I64_RANGE[0] <= value <= I64_RANGE[1]:
            return None
        return Value(INT, (str(value),), value, (value, value))
    if isinstance(value, float):
        return Value(FLOAT, literal(value, "f64"), value)
    if isinstance(value, complex):
        return Value(COMPLEX128, literal(value, "c128"), value)
    if isinstance(value, tuple):
        items = [constant_value(item) for item in value]
        if None in items:
            return None
        made = tuple(item for item in items if item is not None)
        return Value(TupleRep(tuple(item.rep for item in made)), items=made)
    return None


def truth_of(lowering: Lowering, value: Value) -> str:
    """The truth of a value as i1: `true` and `false` where it is known."""
    out = lowering.text
    match value.rep:
        case ScalarRep(dtype=dtype, mixed=mixed):
            if value.is_constant:
                return "true" if value.constant else "false"
            return truth(out, value.regs[:-1] if mixed else value.regs, dtype)
        case NoneRep():
            return "false"
        case TupleRep(items=items):
            return "true" if items else "false"
        case StringRep():
            return out.let(f"icmp ne i64 {value.regs[2]}, 0")
        case ListRep():
            length = out.load("i64", out.let(f"getelementptr i64, ptr {value.reg}, i64 9"))
            return out.let(f"icmp ne i64 {length}, 0")
        case ArrayRep():
            return lowering.refuse("the truth of an array has no native form")
        case _:
            return lowering.refuse("the truth of this value is not known")


def boolean(reg: str, *, weak: bool = True) -> Value:
    """A bool in a register; `true` and `false` are constants."""
    rep = ScalarRep("bool", weak)
    if reg in ("true", "false") and weak:
        known = reg == "true"
        return Value(rep, (reg,), known, (int(known), int(known)))
    return Value(rep, (reg,), range=(0, 1))


def integer(reg: str, bounds: tuple[int, int] | None = None) -> Value:
    """A Python int in a register."""
    return Value(INT, (reg,), range=bounds)


def number(reg: str) -> Value:
    """A Python float in a register."""
    return Value(FLOAT, (reg,))


def as_index(lowering: Lowering, value: Value, what: str = "an index") -> Value:
    """An integer of any kind as a Python int."""
    rep = value.rep
    if not isinstance(rep, ScalarRep) or (rep.dtype not in INTEGERS and rep.dtype != "bool"):
        return lowering.refuse(f"{what} must be an integer")
    if rep == INT:
        return value
    if rep.dtype == "u64":
        too_large = lowering.text.let(f"icmp slt i64 {value.reg}, 0")
        lowering.trap("INT_RANGE", too_large)
    regs = cast(lowering.text, value.regs[:1], rep.dtype, "i64")
    return Value(INT, regs, range=value.range or _range_of(rep.dtype))


def _range_of(dtype: str) -> tuple[int, int] | None:
    if dtype == "bool":
        return (0, 1)
    bits = int(dtype[1:])
    if dtype.startswith("u"):
        return (0, min(2**bits - 1, I64_RANGE[1]))
    return (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def as_float(lowering: Lowering, value: Value) -> Value:
    """A real number as a Python float, as `float(x)` converts it."""
    rep = value.rep
    if not isinstance(rep, ScalarRep) or rep.dtype in COMPLEX:
        return lowering.refuse("a real number is wanted here")
    if value.is_constant and not rep.mixed:
        return Value(FLOAT, literal(float(value.constant), "f64"), float(value.constant))
    return Value(FLOAT, cast(lowering.text, value.regs[:1], rep.dtype, "f64"))


def alternative(value: Value) -> ScalarRep:
    """What a mixed value may be instead."""
    assert isinstance(value.rep, ScalarRep)
    return ScalarRep(_ALTERNATIVES[value.rep.mixed])


def settle_mixed(
    lowering: Lowering, values: list[Value], result: Callable[[list[ScalarRep]], ScalarRep | None]
) -> tuple[list[Value], str | None, str]:
    """Operands of an operation, mixed ones as their main kind. `result` gives the representation of
    the result for operands of some kinds. Where it is the same for both kinds nothing more is to
    be done; else the second value is the flag, and the third the mixed kind of the result: Python's
    rules hold where all mixed operands are Python's."""
    flags = [v.regs[-1] for v in values if isinstance(v.rep, ScalarRep) and v.rep.mixed]
    if not flags:
        return values, None, ""
    reps = [v.rep for v in values if isinstance(v.rep, ScalarRep)]
    main_reps = [ScalarRep(rep.dtype, rep.weak) for rep in reps]
    other_reps = [alternative(v) if rep.mixed else rep for v, rep in zip(values, reps, strict=True)]
    main, other = result(main_reps), result(other_reps)
    settled = [Value(rep, v.regs[: len(v.regs) - bool(v.rep.mixed)], v.constant, v.range)  # type: ignore[union-attr]
               for v, rep in zip(values, main_reps, strict=True)]  # fmt: skip
    if main == other:
        return settled, None, ""
    kinds = {"i64": "int", "f64": "float", "bool": "bool"}
    exact = main is not None and other is not None and other.weak and main.dtype == other.dtype
    if not exact:
        lowering.refuse("a value here may be a Python number or one of NumPy's")
    assert other is not None
    flag = flags[0]
    for more in flags[1:]:
        flag = flag if more == flag else lowering.text.let(f"and i1 {flag}, {more}")
    return settled, flag, kinds[other.dtype]
