"""Typing rules of operators: arithmetic, bits, comparison, `@`, and their in-place forms.

NumPy's operands follow NumPy's dtype and shape rules (`nbc.types`), builtin ones are asked of
Python (`samples`), constants are computed where they stay small, everything else is dynamic.
"""

from __future__ import annotations

from typing import Any, TypeGuard

from nbc.bytecode.module import Instruction
from nbc.bytecode.optable import BY_NAME
from nbc.errors import Fix
from nbc.types.arithmetic import COMPARISONS, DtypeError, is_numpy, operator_dtype, unary_dtype
from nbc.types.indexing import scalar_of
from nbc.types.join import join
from nbc.types.model import (
    BIGINT,
    BOOL,
    F64,
    I64,
    NEVER,
    OBJECT,
    Array,
    Bigint,
    ClassType,
    Container,
    NoneType,
    Object,
    Scalar,
    Type,
)
from nbc.types.promote import can_cast_same_kind, kind_of
from nbc.types.shapes import ShapeError, broadcast, broadcast_into, matmul
from nbc.typing.blocks import truth
from nbc.typing.fixes import called_with
from nbc.typing.frame import RULES, Frame
from nbc.typing.items import origin
from nbc.typing.samples import OPERATORS, REFUSED, binary, builtin_class, unary
from nbc.typing.words import worded

_VERBS = {"ADD": ("add", "and"), "SUBTRACT": ("subtract", "and"), "MULTIPLY": ("multiply", "by"),
          "DIVIDE": ("divide", "by"), "FLOOR_DIVIDE": ("divide", "by"),
          "POWER": ("raise", "to the power"), "MODULO": ("take", "modulo"),
          "MATRIX_MULTIPLY": ("multiply", "by")}  # fmt: skip
_SMALL = 1 << 40
_FOLDED = frozenset({"ADD", "SUBTRACT", "MULTIPLY", "FLOOR_DIVIDE", "MODULO"}) | COMPARISONS


def _arithmetic(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return operate(frame, ins.op.name, taken[0], taken[1])


def _inplace(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    target, value = taken
    if isinstance(target, Array):
        return _array_inplace(frame, ins.op.name.removeprefix("INPLACE_"), target, value)
    return operate(frame, ins.op.name, target, value)


def operate(frame: Frame, name: str, a: Type, b: Type) -> Type:
    """The type of a binary operator's result."""
    plain = name.removeprefix("INPLACE_")
    if _either(a) or _either(b):
        return _of_both_kinds(frame, name, a, b)
    if is_numpy(a) or is_numpy(b):
        return _numpy(frame, plain, a, b)
    first, second = builtin_class(a), builtin_class(b)
    if first is None or second is None:
        return BOOL if plain in ("IN", "NOT_IN") else OBJECT
    result = binary(name, first, second)
    if result is REFUSED:
        _refuse(frame, plain, a, b)
        return OBJECT
    if plain == "POWER":
        return _power(a, b, result)
    if result == I64 and (isinstance(a, Bigint) or isinstance(b, Bigint)):
        return BIGINT
    folded = _fold(plain, a, b) if plain in _FOLDED else None
    return folded if folded is not None else result or OBJECT


def _either(kind: Type) -> TypeGuard[Scalar]:
    return isinstance(kind, Scalar) and kind.weak is None


def _of_both_kinds(frame: Frame, name: str, a: Type, b: Type) -> Type:
    """An operand that is Python's scalar or NumPy's: what holds for both. Nothing is reported."""
    frame.engine.guards.append((BaseException,))
    result: Type = NEVER
    for x in _kinds(a):
        for y in _kinds(b):
            result = join(result, operate(frame, name, x, y))
    frame.engine.guards.pop()
    return result


def _kinds(kind: Type) -> tuple[Type, ...]:
    if isinstance(kind, Scalar) and kind.weak is None:
        return Scalar(kind.dtype, True), Scalar(kind.dtype, False)
    return (kind,)


def _fold(name: str, a: Type, b: Type) -> Type | None:
    """The result of small constants."""
    x, y = getattr(a, "value", None), getattr(b, "value", None)
    if type(x) is not int or type(y) is not int:
        return None
    if not (-_SMALL < x < _SMALL and -_SMALL < y < _SMALL) or (y == 0 and name[0] in "FM"):
        return None
    try:
        value: Any = OPERATORS[name](x, y)
    except ZeroDivisionError:
        return None
    dtype = "bool" if name in COMPARISONS else "i64"
    return Scalar(dtype, True, value) if abs(value) < _SMALL else None


def _power(a: Type, b: Type, result: Type | None) -> Type:
    """int ** int is an int only for exponents from 0; float ** float may be complex."""
    if isinstance(a, Scalar) and isinstance(b, Scalar) and b.dtype in ("i64", "bool"):
        if a.dtype == "f64":
            return F64
        if a.dtype in ("i64", "bool") and isinstance(b.value, int):
            return Scalar("i64") if b.value >= 0 else F64
    if isinstance(result, Scalar) and result.dtype != "c128":
        return OBJECT
    return result or OBJECT


def _refuse(frame: Frame, name: str, a: Type, b: Type) -> None:
    hint = None
    fixes: tuple[Fix, ...] = ()
    pair = {worded(a), worded(b)}
    if name == "ADD" and "str" in pair and pair & {"int", "float", "bool"}:
        hint = "convert with str(...), or use an f-string"
        if len(frame.places) == 2:
            fixes = called_with(frame, frame.places[worded(a) == "str"], "str")
    elif "None" in pair:
        hint = "one side is None: was a value returned?"
    frame.report("N2001", _sentence(name, a, b), TypeError, related=_sides(frame, a, b), hint=hint,
                 fixes=fixes)  # fmt: skip


def _sentence(name: str, a: Type, b: Type) -> str:
    if name in ("IN", "NOT_IN"):
        return f"cannot look for {worded(a)} in {worded(b)}"
    if name in _VERBS:
        verb, word = _VERBS[name]
        return f"cannot {verb} {worded(a)} {word} {worded(b)}"
    if name in COMPARISONS:
        return f"cannot compare {worded(a)} with {worded(b)}"
    meaning = BY_NAME[name].meaning.split()[1]
    return f"cannot compute {worded(a)} {meaning} {worded(b)}"


def _sides(frame: Frame, a: Type, b: Type) -> tuple[Any, ...]:
    if len(frame.places) < 2:
        return ()
    return (*origin(frame, frame.places[0], a), *origin(frame, frame.places[1], b))


def _numpy(frame: Frame, name: str, a: Type, b: Type) -> Type:
    """An operator with a NumPy operand."""
    if name in ("IN", "NOT_IN"):
        return _numpy_membership(frame, name, a, b)
    if not (_takes_part(a) and _takes_part(b)):
        return _with_other(frame, name, a, b)
    if name == "MATRIX_MULTIPLY":
        return _matrix(frame, a, b)
    try:
        dtype = operator_dtype(name, a, b)
    except DtypeError as error:
        message = f"{_sentence(name, a, b)}: {error}"
        frame.report("N2003", message, TypeError, related=_sides(frame, a, b))
        return OBJECT
    try:
        dims = broadcast(_dims(a), _dims(b))
    except ShapeError as error:
        hint = "shapes are compared from the right: the lengths must agree, or be 1"
        frame.report("N2002", f"{_sentence(name, a, b)}: {error}", ValueError,
                     related=_sides(frame, a, b), hint=hint)  # fmt: skip
        return OBJECT
    return _made(dtype, dims, a, b)


def _made(dtype: str | None, dims: Any, a: Type, b: Type) -> Type:
    """An array, or the scalar that NumPy gives where no axes are left."""
    if dims == ():
        return scalar_of(dtype)
    if dims is None:
        ranks = [kind.dims for kind in (a, b) if isinstance(kind, Array)]
        return Array(dtype, None) if any(ranks) else OBJECT
    return Array(dtype, dims)


def _takes_part(kind: Type) -> bool:
    if isinstance(kind, Array):
        return kind.dtype is None or kind_of(kind.dtype) is not None
    return isinstance(kind, Scalar) and kind_of(kind.dtype) is not None


def _dims(kind: Type) -> Any:
    return kind.dims if isinstance(kind, Array) else ()


def _with_other(frame: Frame, name: str, a: Type, b: Type) -> Type:
    """Arrays with text and other things."""
    other = b if is_numpy(a) else a
    array = a if is_numpy(a) else b
    known = isinstance(array, Array) and kind_of(array.dtype) is not None
    text = isinstance(other, Scalar) and other.weak and other.dtype == "str"
    if known and text and name in ("ADD", "SUBTRACT", "DIVIDE"):
        _refuse(frame, name, a, b)
    return OBJECT


def _numpy_membership(frame: Frame, name: str, a: Type, b: Type) -> Type:
    if isinstance(b, Scalar) and b.weak is False:
        _refuse(frame, name, a, b)
    return BOOL


def _matrix(frame: Frame, a: Type, b: Type) -> Type:
    known = (_dims(a), _dims(b))
    try:
        dims = matmul(*known)
    except ShapeError as error:
        frame.report("N2002", f"{_sentence('MATRIX_MULTIPLY', a, b)}: {error}", ValueError,
                     related=_sides(frame, a, b), hint=_matrix_hint(*known))  # fmt: skip
        return OBJECT
    dtype = operator_dtype("MATRIX_MULTIPLY", a, b)
    if dims is None:
        return OBJECT
    return scalar_of(dtype) if dims == () else Array(dtype, dims)


def _matrix_hint(a: Any, b: Any) -> str:
    if a == () or b == ():
        return "use * to multiply by a number"
    if a is not None and b is not None and len(a) == len(b) == 2:
        if a[1] == b[1]:
            return "transpose the right side: a @ b.T"
        if a[0] == b[0]:
            return "transpose the left side: a.T @ b"
        if a == b:
            return "use * to multiply element by element"
    return "the last axis of the left side must be as long as the second-to-last of the right"


def _array_inplace(frame: Frame, name: str, target: Array, value: Type) -> Type:
    if not _takes_part(target) or not _takes_part(value):
        return target if builtin_class(value) else OBJECT
    if name == "MATRIX_MULTIPLY":
        _matrix(frame, target, value)
        return target
    result = _numpy(frame, name, target, value)
    if isinstance(result, Array) and _fits(frame, name, target, result, value):
        return target
    return target if isinstance(result, Scalar) else OBJECT if result is OBJECT else target


def _fits(frame: Frame, name: str, target: Array, result: Array, value: Type) -> bool:
    try:
        have, made = target.dims, result.dims
        if have is not None and made is not None and len(made) > len(have):
            raise ShapeError("the left side cannot get more axes")
        broadcast_into(have, made)
    except ShapeError as error:
        message = f"cannot store {worded(result)} in {worded(target)} in place: {error}"
        frame.report("N2002", message, ValueError, related=_sides(frame, target, value),
                     hint="write a = a + b to make a new array")  # fmt: skip
        return False
    if target.dtype and result.dtype and can_cast_same_kind(result.dtype, target.dtype) is False:
        message = f"cannot store {result.dtype} in {worded(target)} in place"
        frame.report("N2003", message, TypeError, related=_sides(frame, target, value),
                     hint=f"convert it first: .astype('{result.dtype}')")  # fmt: skip
        return False
    return True


def _unary(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    kind, name = taken[0], ins.op.name
    if _either(kind):
        return OBJECT if kind.dtype == "bool" else kind
    if is_numpy(kind):
        return _numpy_unary(frame, name, kind)
    first = builtin_class(kind)
    if first is None:
        return OBJECT
    result = unary(name, first)
    if result is REFUSED:
        symbol = ins.op.meaning[0]
        frame.report("N2001", f"cannot compute {symbol} of {worded(kind)}", TypeError)
        return OBJECT
    value = getattr(kind, "value", None)
    if name == "NEGATE" and type(value) is int and -_SMALL < value < _SMALL:
        return Scalar("i64", True, -value)
    return result or OBJECT


def _numpy_unary(frame: Frame, name: str, kind: Type) -> Type:
    assert isinstance(kind, Array | Scalar)
    try:
        dtype = unary_dtype(name, kind.dtype)
    except DtypeError as error:
        symbol = BY_NAME[name].meaning[0]
        frame.report("N2003", f"cannot compute {symbol} of {worded(kind)}: {error}", TypeError)
        return OBJECT
    if isinstance(kind, Scalar) or kind.dims == ():
        return scalar_of(dtype)
    return Array(dtype, kind.dims) if kind.dims is not None else OBJECT


def _truth(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    known = truth(taken[0])
    return BOOL if known is None else Scalar("bool", True, not known)


def _comparison(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    name = _SYMBOLS.get(ins.operands[0], "") if ins.operands else ins.op.name
    return operate(frame, name, taken[0], taken[1])


def _equality(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    a, b = taken
    name = _SYMBOLS.get(ins.operands[0], "") if ins.operands else ins.op.name
    if (
        isinstance(a, Scalar) and a.dtype == "str" and a.value is not None
        and isinstance(b, Scalar) and b.dtype == "str" and b.value is not None
    ):  # fmt: skip
        return Scalar("bool", True, (a.value == b.value) is (name == "EQUAL"))
    return operate(frame, name, a, b)


def _identity(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    symbol = ins.operands[0] if ins.operands else {"IS": "is", "IS_NOT": "is not"}[ins.op.name]
    same = _same_object(taken[0], taken[1])
    return BOOL if same is None else Scalar("bool", True, same is (symbol == "is"))


def _same_object(a: Type, b: Type) -> bool | None:
    if isinstance(a, ClassType) and isinstance(b, ClassType):
        plain = "." not in a.name and "." not in b.name and a.key is b.key is None
        return a.name == b.name if plain else None
    if isinstance(a, NoneType) and isinstance(b, NoneType):
        return True
    if isinstance(a, NoneType) or isinstance(b, NoneType):
        other = b if isinstance(a, NoneType) else a
        return False if not isinstance(other, Object) else None
    return None


def _membership(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    name = _SYMBOLS.get(ins.operands[0], "") if ins.operands else ins.op.name
    result = operate(frame, name, taken[0], taken[1])
    return BOOL if not isinstance(taken[1], Container) or result is OBJECT else result


_SYMBOLS = {"<": "LESS", "<=": "LESS_EQUAL", ">": "GREATER", ">=": "GREATER_EQUAL", "==": "EQUAL",
            "!=": "NOT_EQUAL", "in": "IN", "not in": "NOT_IN"}  # fmt: skip

RULES.update({
    "arithmetic": _arithmetic, "division": _arithmetic, "power": _arithmetic,
    "bitwise": _arithmetic, "matmul_shapes": _arithmetic, "inplace": _inplace, "unary": _unary,
    "truth": _truth, "comparison": _comparison, "equality": _equality, "identity": _identity,
    "membership": _membership,
})  # fmt: skip
