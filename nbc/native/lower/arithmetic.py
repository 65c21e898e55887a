"""Arithmetic and comparison opcodes on scalars: Python's rules for Python's numbers, NumPy's beside
a NumPy scalar. Arrays go to `nbc.native.lower.arrays`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbc.builtins.elementwise_rows import LOOPS
from nbc.builtins.loops import find_loop
from nbc.native.lower import mixed, numeric, weak
from nbc.native.lower.casts import as_dtype, cast
from nbc.native.lower.registry import lowers
from nbc.native.lower.scalars import boolean, settle_mixed, truth_of
from nbc.native.lower.values import UNKNOWN, Value
from nbc.native.reps import ITEM_BYTES, NoneRep, Rep, ScalarRep, StaticRep, StringRep, TupleRep
from nbc.types.model import Scalar

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

UFUNCS = {
    "ADD": "add", "SUBTRACT": "subtract", "MULTIPLY": "multiply", "DIVIDE": "divide",
    "FLOOR_DIVIDE": "floor_divide", "MODULO": "remainder", "POWER": "power",
    "LEFT_SHIFT": "left_shift", "RIGHT_SHIFT": "right_shift", "BIT_AND": "bitwise_and",
    "BIT_OR": "bitwise_or", "BIT_XOR": "bitwise_xor", "LESS": "less", "LESS_EQUAL": "less_equal",
    "EQUAL": "equal", "NOT_EQUAL": "not_equal", "GREATER": "greater",
    "GREATER_EQUAL": "greater_equal", "NEGATE": "negative", "POSITIVE": "positive",
    "INVERT": "invert",
}  # fmt: skip
"""The ufunc that an operator is for NumPy's operands."""

COMPARED = {"<": "LESS", "<=": "LESS_EQUAL", "==": "EQUAL", "!=": "NOT_EQUAL", ">": "GREATER",
            ">=": "GREATER_EQUAL"}  # fmt: skip
_ARITHMETIC = tuple(name for name in UFUNCS if name not in ("NEGATE", "POSITIVE", "INVERT"))
_INPLACE = tuple("INPLACE_" + name for name in _ARITHMETIC
                 if name not in ("LESS", "LESS_EQUAL", "EQUAL", "NOT_EQUAL", "GREATER",
                                 "GREATER_EQUAL"))  # fmt: skip


@lru_cache(4096)
def loop_of(ufunc: str, operands: tuple[tuple[str, bool], ...]) -> tuple[str, str] | None:
    """The dtype of the loop that NumPy runs for operands (dtype, weak), and of its result."""
    loops = LOOPS[ufunc]
    try:
        found = find_loop([Scalar(dtype, weak) for dtype, weak in operands], loops)
    except LookupError:
        return None
    result = None if found is None else loops.output(found)
    if found not in ITEM_BYTES or not isinstance(result, str) or result not in ITEM_BYTES:
        return None
    return found, result


def result_rep(name: str, reps: list[ScalarRep]) -> ScalarRep | None:
    """The representation of `a op b`, by Python's or NumPy's rules."""
    if all(rep.weak for rep in reps):
        return weak.result_rep(name, reps)
    loop = loop_of(UFUNCS[name], tuple((rep.dtype, rep.weak) for rep in reps))
    return None if loop is None else ScalarRep(loop[1], weak=False)


def operate(
    lowering: Lowering, name: str, operands: list[Value], *, inplace: bool = False
) -> Value:
    """`a op b` or `op a`, by the opcode's name without INPLACE_."""
    if any(value.is_array for value in operands):
        from nbc.native.lower import arrays  # lazy: arrays build on this module

        return arrays.operate(lowering, UFUNCS[name], operands, inplace=inplace)
    if not all(value.is_scalar for value in operands):
        from nbc.native.lower import sequences  # lazy: sequences build on this module

        return sequences.operate(lowering, name, operands)
    both = mixed.with_ints(lowering, name, operands)
    if both is not None:
        return both
    settled, flag, kind = settle_mixed(lowering, operands, lambda reps: result_rep(name, reps))
    rep = result_rep(name, [v.rep for v in settled if isinstance(v.rep, ScalarRep)])
    if rep is None:
        lowering.refuse(f"{name} of these operands has no native form")
    if rep.weak:
        made = weak.operate(lowering, name, settled)
    else:
        whole = all(_is_whole(value) for value in operands)
        made = _strong(lowering, name, settled, flag, whole=whole)
    if flag is None or not isinstance(made.rep, ScalarRep):
        return made
    return Value(ScalarRep(made.dtype, made.rep.weak, kind), (*made.regs, flag))


def _is_whole(value: Value) -> bool:
    """Whether a value is an int of Python's, or may be one where it is Python's."""
    rep = value.rep
    if not isinstance(rep, ScalarRep):
        return False
    return rep.mixed in ("int", "bool") or (rep.weak and rep.dtype in ("i64", "bool"))


def _strong(
    lowering: Lowering, name: str, operands: list[Value], flag: str | None, *, whole: bool
) -> Value:
    """By NumPy's rules. `flag`: the operation is Python's where it holds, which may raise."""
    reps = [v.rep for v in operands if isinstance(v.rep, ScalarRep)]
    loop = loop_of(UFUNCS[name], tuple((rep.dtype, rep.weak) for rep in reps))
    assert loop is not None
    dtype, result = loop
    if flag is not None and name == "DIVIDE" and result == "f64":
        _check_divisor(lowering, operands[1], flag, whole=whole)
    elif flag is not None and name not in ("ADD", "SUBTRACT", "MULTIPLY", *COMPARED.values()):
        lowering.refuse("a value here may be a Python number or one of NumPy's")
    if flag is not None and dtype == "i64" and name in ("ADD", "SUBTRACT", "MULTIPLY"):
        return _flagged_integers(lowering, name, operands, flag)
    if name == "POWER":
        return _power(lowering, operands, dtype, result)
    values = [as_dtype(lowering, value, dtype) for value in operands]
    if len(values) == 1:
        regs = numeric.unary(lowering, UFUNCS[name], dtype, values[0].regs)
    else:
        before = dtype
        if name == "DIVIDE" and dtype != result:
            rep = ScalarRep(result, weak=False)
            values = [Value(rep, cast(lowering.text, v.regs, dtype, result)) for v in values]
            before = result
        regs = numeric.binary(lowering, UFUNCS[name], before, values[0].regs, values[1].regs)
    return Value(ScalarRep(result, weak=False), regs)


def _check_divisor(lowering: Lowering, divisor: Value, flag: str, *, whole: bool) -> None:
    """Where the operands are Python's, `whole` ones or floats, a zero divisor raises."""
    number = as_dtype(lowering, divisor, "f64")
    zero = lowering.text.let(f"fcmp oeq double {number.reg}, 0.0")
    both = lowering.text.let(f"and i1 {zero}, {flag}")
    lowering.trap("DIVISION" if whole else "FLOAT_DIVISION", both)


def _flagged_integers(lowering: Lowering, name: str, operands: list[Value], flag: str) -> Value:
    """Integers that are Python's where `flag` holds: then overflow traps, else it wraps."""
    code = {"ADD": "sadd", "SUBTRACT": "ssub", "MULTIPLY": "smul"}[name]
    values = [cast(lowering.text, v.regs, v.dtype, "i64")[0] for v in operands]
    made, over = weak.with_overflow(lowering, code, values[0], values[1])
    lowering.trap("OVERFLOW", lowering.text.let(f"and i1 {over}, {flag}"))
    return Value(ScalarRep("i64", weak=False), (made,))


def _power(lowering: Lowering, operands: list[Value], dtype: str, result: str) -> Value:
    from nbc.native.lower.elementary import apply  # lazy: builds on this module

    base = as_dtype(lowering, operands[0], dtype)
    regs = apply(lowering, "power", dtype, result, [base.regs, ()], operands[1])
    return Value(ScalarRep(result, weak=False), regs)


@lowers(*_ARITHMETIC)
def _binary(lowering: Lowering, ins: Instruction) -> None:
    b, a = lowering.pop(), lowering.pop()
    lowering.push(operate(lowering, ins.op.name, [a, b]))


@lowers(*_INPLACE)
def _inplace(lowering: Lowering, ins: Instruction) -> None:
    b, a = lowering.pop(), lowering.pop()
    name = ins.op.name.removeprefix("INPLACE_")
    if isinstance(a.rep, StaticRep) and a.rep.kind == "masked":
        from nbc.native.lower.arrays import masks  # lazy: arrays build on this module

        lowering.push(masks.update(lowering, UFUNCS[name], a, b))
        return
    lowering.reassociates = lowering.level >= 3 and bool(lowering.loops)
    made = operate(lowering, name, [a, b], inplace=True)
    lowering.reassociates = False
    lowering.push(made)


@lowers("NEGATE", "POSITIVE", "INVERT")
def _unary(lowering: Lowering, ins: Instruction) -> None:
    lowering.push(operate(lowering, ins.op.name, [lowering.pop()]))


@lowers("NOT")
def _not(lowering: Lowering, ins: Instruction) -> None:
    known = truth_of(lowering, lowering.pop())
    if known in ("true", "false"):
        lowering.push(boolean("false" if known == "true" else "true"))
    else:
        lowering.push(boolean(lowering.text.let(f"xor i1 {known}, true")))


@lowers("IS", "IS_NOT")
def _identity(lowering: Lowering, ins: Instruction) -> None:
    b, a = lowering.pop(), lowering.pop()
    same = _certainly_same(a, b)
    if same is None:
        lowering.refuse("whether two values are the same object is not known to native code")
    lowering.push(boolean("true" if same == (ins.op.name == "IS") else "false"))


def _certainly_same(a: Value, b: Value) -> bool | None:
    """None is one object, so are True and False; values of other kinds are never None."""
    if isinstance(a.rep, StaticRep) and isinstance(b.rep, StaticRep):
        return a.rep == b.rep
    kinds: tuple[Rep, Rep] = (a.rep, b.rep)
    if any(isinstance(kind, NoneRep) for kind in kinds):
        return isinstance(a.rep, NoneRep) and isinstance(b.rep, NoneRep)
    constants = (a.constant, b.constant)
    if all(isinstance(constant, bool) for constant in constants):
        return a.constant is b.constant
    if a.constant is UNKNOWN and b.constant is UNKNOWN and _never_shared(a, b):
        return False
    return None


def _never_shared(a: Value, b: Value) -> bool:
    return type(a.rep) is not type(b.rep) and not {type(a.rep), type(b.rep)} & {TupleRep, StringRep}
