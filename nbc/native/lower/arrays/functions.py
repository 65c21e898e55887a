"""Elementwise functions of NumPy that are no ufuncs: where, clip, round, astype, real, isclose, ...

All are lazy on arrays. Scalar classes (`np.float32(x)`) convert scalars, and arrays too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import elementary, numeric
from nbc.native.lower.arithmetic import loop_of
from nbc.native.lower.arrays import lazy, parameters, totals
from nbc.native.lower.arrays.creation import check_order, copied
from nbc.native.lower.arrays.elementwise import mapped
from nbc.native.lower.arrays.ufuncs import delivered, ufunc
from nbc.native.lower.casts import Regs, as_dtype, literal, truth
from nbc.native.lower.elementary import part_of
from nbc.native.lower.registry import Arguments, lowers_attribute, lowers_call
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, FLOATS, INTEGERS, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def common_dtype(lowering: Lowering, values: Sequence[Value]) -> str:
    """`numpy.result_type` of arrays and scalars."""
    kinds = []
    for value in values:
        rep = parameters.number_or_array(lowering, value).rep
        if isinstance(rep, ScalarRep) and rep.mixed:
            lowering.refuse("a value here may be a Python number or one of NumPy's")
        kinds.append((value.dtype, isinstance(rep, ScalarRep) and rep.weak))
    found = loop_of("add", tuple(kinds))
    if found is None:
        lowering.refuse("these operands have no common dtype")
    return found[0]


@lowers_call("numpy.where")
def _where(lowering: Lowering, arguments: Arguments) -> Value:
    if len(arguments.values) != 3 or arguments.keywords:
        lowering.refuse("this call of numpy.where() has no native form")
    test, x, y = (parameters.number_or_array(lowering, value) for value in arguments.values)
    if not any(value.dims for value in arguments.values if value.is_array):
        lowering.refuse("numpy.where() of scalars is an array without axes")
    dtype = common_dtype(lowering, [x, y])
    if test.is_scalar:
        test = Value(ScalarRep("bool", weak=False), (_truth_of(lowering, test),))

    def choose(lowering: Lowering, regs: list[Regs]) -> Regs:
        out, kind = lowering.text, LLVM[dtype]
        test_dtype = test.dtype
        holds = truth(out, regs[0], test_dtype)
        pairs = zip(regs[1], regs[2], strict=True)
        return tuple(out.let(f"select i1 {holds}, {kind} {a}, {kind} {b}") for a, b in pairs)

    return mapped(lowering, [test, x, y], [test.dtype, dtype, dtype], dtype, choose)


def _truth_of(lowering: Lowering, value: Value) -> str:
    return truth(lowering.text, value.regs[: 2 if value.dtype in COMPLEX else 1], value.dtype)


@lowers_call("numpy.clip", "ndarray.clip")
def _clip(lowering: Lowering, arguments: Arguments) -> Value:
    method = arguments.name == "ndarray.clip"
    names = "a min max out" if method else "a a_min a_max out * min max"
    given = parameters.match(lowering, arguments, names)
    value = parameters.needed(lowering, given, "a")
    low = given.get("min", given.get("a_min"))
    high = given.get("max", given.get("a_max"))
    limits = [limit for limit in (low, high) if limit is not None]
    for limit in limits:
        if value.dtype in INTEGERS and not _fits(limit, value.dtype):
            lowering.refuse("a bound of clip() that the dtype may not hold")
    dtype = common_dtype(lowering, [value, *limits])
    if dtype in COMPLEX or dtype == "bool" or not limits:
        lowering.refuse("this call of clip() has no native form")

    def apply(lowering: Lowering, regs: list[Regs]) -> Regs:
        made, rest = regs[0], list(regs[1:])
        for name, limit in (("maximum", low), ("minimum", high)):
            if limit is not None:
                made = _bounded(lowering, name, dtype, made, rest.pop(0), limit)
        return made

    operands = [value, *limits]
    return delivered(lowering, _mapped(lowering, operands, dtype, dtype, apply), given)


def _bounded(lowering: Lowering, name: str, dtype: str, x: Regs, bound: Regs, limit: Value) -> Regs:
    """A bound that is known not to be NaN needs one comparison, which NaN passes."""
    if dtype not in FLOATS or not limit.is_constant or limit.constant != limit.constant:
        return numeric.binary(lowering, name, dtype, x, bound)
    out, kind = lowering.text, LLVM[dtype]
    outside = out.let(f"fcmp {'olt' if name == 'maximum' else 'ogt'} {kind} {x[0]}, {bound[0]}")
    return (out.let(f"select i1 {outside}, {kind} {bound[0]}, {kind} {x[0]}"),)


def _fits(limit: Value, dtype: str) -> bool:
    rep = limit.rep
    if not isinstance(rep, ScalarRep) or not rep.weak or rep.dtype != "i64":
        return True
    bits = int(dtype[1:]) - (dtype[0] == "i")
    low = -(2**bits) if dtype[0] == "i" else 0
    return limit.range is not None and low < limit.range[0] and limit.range[1] < 2**bits - 1


def _mapped(
    lowering: Lowering, operands: Sequence[Value], dtype: str, result: str,
    apply: Callable[[Lowering, list[Regs]], Regs],
) -> Value:  # fmt: skip
    """`mapped` of operands of one dtype; of scalars only, a NumPy scalar."""
    if any(value.is_array for value in operands):
        return mapped(lowering, operands, [dtype] * len(operands), result, apply)
    regs = [as_dtype(lowering, value, dtype).regs for value in operands]
    return Value(ScalarRep(result, weak=False), apply(lowering, regs))


@lowers_call("numpy.round", "numpy.around", "ndarray.round")
def _round(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a decimals out")
    value = parameters.number_or_array(lowering, parameters.needed(lowering, given, "a"))
    digits = parameters.whole(lowering, given, "decimals", 0)
    dtype = value.dtype
    if dtype == "bool" or dtype in INTEGERS and digits < 0 or not -20 < digits < 20:
        lowering.refuse("rounding this dtype has no native form")
    scale = literal(10.0 ** abs(digits), part_of(dtype))[0] if dtype not in INTEGERS else ""
    kind = LLVM[dtype]

    def apply(lowering: Lowering, regs: list[Regs]) -> Regs:
        if dtype in INTEGERS:
            return regs[0]
        made = []
        for reg in regs[0]:
            first, second = ("fmul", "fdiv") if digits > 0 else ("fdiv", "fmul")
            moved = reg if not digits else lowering.text.let(f"{first} {kind} {reg}, {scale}")
            whole = numeric.intrinsic(lowering, "rint", kind, moved)
            back = whole if not digits else lowering.text.let(f"{second} {kind} {whole}, {scale}")
            made.append(back)
        return tuple(made)

    return delivered(lowering, _mapped(lowering, [value], dtype, dtype, apply), given)


@lowers_call("ndarray.astype", "numpy.astype")
def _astype(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a dtype order casting subok copy")
    check_order(lowering, given)
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    dtype = parameters.dtype(lowering, given, "f64")
    if "casting" in given:
        lowering.refuse("casting= of astype() has no native form")
    if not parameters.flag(lowering, given, "copy", default=True) and dtype == value.dtype:
        return value
    return copied(lowering, value, dtype)


_CLASSES = {
    "bool": "bool", "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64", "uint8": "u8",
    "uint16": "u16", "uint32": "u32", "uint64": "u64", "float32": "f32", "float64": "f64",
    "complex64": "c64", "complex128": "c128",
}  # fmt: skip


@lowers_call(*(f"numpy.{name}" for name in _CLASSES))
def _scalar_class(lowering: Lowering, arguments: Arguments) -> Value:
    """`np.int32(x)`: converts a scalar; Python ints must fit."""
    dtype = _CLASSES[arguments.name.removeprefix("numpy.")]
    if len(arguments.values) != 1 or arguments.keywords:
        lowering.refuse(f"this call of {arguments.name}() has no native form")
    value = arguments.values[0]
    if value.is_array:
        return copied(lowering, value, dtype)
    rep = value.rep
    if not isinstance(rep, ScalarRep) or rep.mixed or rep.dtype in COMPLEX and dtype not in COMPLEX:
        lowering.refuse(f"{arguments.name}() of this value has no native form")
    if dtype in INTEGERS and rep.dtype in FLOATS:
        lowering.refuse(f"{arguments.name}() of a float has no native form")
    return Value(ScalarRep(dtype, weak=False), as_dtype(lowering, value, dtype).regs)


# -- parts of complex numbers ---


@lowers_call("numpy.real", "numpy.imag")
def _part_call(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "val")
    value = parameters.array(lowering, parameters.needed(lowering, given, "val"))
    return _part(lowering, value, arguments.name.removeprefix("numpy."))


@lowers_attribute("ndarray.real")
def _real(lowering: Lowering, value: Value) -> Value:
    return _part(lowering, value, "real")


@lowers_attribute("ndarray.imag")
def _imaginary(lowering: Lowering, value: Value) -> Value:
    return _part(lowering, value, "imag")


def _part(lowering: Lowering, value: Value, name: str) -> Value:
    """A view of the parts; of real numbers the array itself."""
    from nbc.native.lower.arrays.shapes import part_view  # lazy: builds on creation

    if value.dtype not in COMPLEX:
        if name == "imag":
            lowering.refuse("the imaginary parts of real numbers have no native form")
        return value
    if value.lazy is None:
        return part_view(lowering, value, first=name == "real")
    dtype, place = part_of(value.dtype), int(name == "imag")

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        found = lazy.element(lowering, value, indices)
        return Value(ScalarRep(dtype, weak=False), (found.regs[place],))

    return lazy.make(dtype, value.dims, element, lazy.reads_of(value))


@lowers_call("numpy.angle")
def _angle(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "z deg")
    value = parameters.number_or_array(lowering, parameters.needed(lowering, given, "z"))
    if value.dtype not in COMPLEX:
        lowering.refuse("the angle of real numbers has no native form")
    part, degrees = part_of(value.dtype), parameters.flag(lowering, given, "deg", default=False)

    def apply(lowering: Lowering, regs: list[Regs]) -> Regs:
        (real, imaginary) = regs[0]
        made = elementary.apply(lowering, "arctan2", part, part, [(imaginary,), (real,)])
        return elementary.apply(lowering, "rad2deg", part, part, [made]) if degrees else made

    return _mapped(lowering, [value], value.dtype, part, apply)


# -- comparing ---


@lowers_call("numpy.isclose", "numpy.allclose")
def _close(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a b rtol atol equal_nan")
    a, b = (parameters.number_or_array(lowering, parameters.needed(lowering, given, name))
            for name in "ab")  # fmt: skip
    if parameters.flag(lowering, given, "equal_nan", default=False):
        lowering.refuse("equal_nan= has no native form")
    if any(value.dtype in COMPLEX or value.dtype == "bool" for value in (a, b)):
        lowering.refuse("isclose() of these dtypes has no native form")
    if not (a.is_array or b.is_array):
        lowering.refuse("isclose() of scalars has no native form")
    relative = given.get("rtol", lowering.constant(1e-05))
    absolute = given.get("atol", lowering.constant(1e-08))
    apart = ufunc(lowering, "absolute", [ufunc(lowering, "subtract", [a, b])])
    scaled = ufunc(lowering, "multiply", [relative, ufunc(lowering, "absolute", [b])])
    near = ufunc(lowering, "less_equal", [apart, ufunc(lowering, "add", [absolute, scaled])])
    near = ufunc(lowering, "logical_and", [near, ufunc(lowering, "isfinite", [b])])
    made = ufunc(lowering, "logical_or", [near, ufunc(lowering, "equal", [a, b])])
    if arguments.name == "numpy.isclose":
        return made
    found = totals.all_true(lowering, made)
    return Value(ScalarRep("bool"), found.regs)


@lowers_call("numpy.nan_to_num")
def _no_nan(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "x")
    value = parameters.array(lowering, parameters.needed(lowering, given, "x"))
    dtype = value.dtype
    if dtype not in FLOATS:
        lowering.refuse("nan_to_num() of this dtype has no native form")
    kind = LLVM[dtype]
    largest = 1.7976931348623157e308 if dtype == "f64" else 3.4028234663852886e38

    def apply(lowering: Lowering, regs: list[Regs]) -> Regs:
        out, x = lowering.text, regs[0][0]
        nan = out.let(f"fcmp uno {kind} {x}, 0.0")
        made = numeric.intrinsic(lowering, "minnum", kind, x, literal(largest, dtype)[0])
        made = numeric.intrinsic(lowering, "maxnum", kind, made, literal(-largest, dtype)[0])
        return (out.let(f"select i1 {nan}, {kind} 0.0, {kind} {made}"),)

    return mapped(lowering, [value], [dtype], dtype, apply)
