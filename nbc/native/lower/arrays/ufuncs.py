"""Calls of NumPy's ufuncs: on arrays lazily, on scalars at once, which gives NumPy's scalars.

`delivered` is how `out=` is filled, here and in other calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.builtins.elementwise_rows import LOOPS
from nbc.native.lower import elementary
from nbc.native.lower.arithmetic import loop_of
from nbc.native.lower.arrays import memory, parameters, sizes
from nbc.native.lower.arrays.elementwise import mismatch, operate, packed_shapes
from nbc.native.lower.casts import as_dtype
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import settle_mixed
from nbc.native.lower.values import Value
from nbc.native.reps import ArrayRep, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

TWO = frozenset(
    "add subtract multiply divide true_divide floor_divide remainder mod fmod power pow "
    "float_power maximum minimum fmax fmin arctan2 atan2 hypot copysign heaviside logaddexp "
    "logaddexp2 nextafter bitwise_and bitwise_or bitwise_xor left_shift right_shift "
    "bitwise_left_shift bitwise_right_shift gcd lcm equal not_equal less less_equal greater "
    "greater_equal logical_and logical_or logical_xor".split()
)
_REFUSED = frozenset({"ldexp", "isnat", "spacing"})
_IGNORED = "where casting order dtype subok signature"


def ufunc(lowering: Lowering, name: str, operands: Sequence[Value]) -> Value:
    """A ufunc of arrays or scalars."""
    name = elementary.ALIASES.get(name, name)
    for value in operands:
        parameters.number_or_array(lowering, value)
    if any(value.is_array for value in operands):
        return operate(lowering, name, operands)
    return _of_scalars(lowering, name, operands)


def _of_scalars(lowering: Lowering, name: str, operands: Sequence[Value]) -> Value:
    def result(reps: list[ScalarRep]) -> ScalarRep | None:
        loop = loop_of(name, tuple((rep.dtype, rep.weak) for rep in reps))
        return None if loop is None else ScalarRep(loop[0], weak=False)

    settled, _, _ = settle_mixed(lowering, list(operands), result)
    kinds = tuple((v.rep.dtype, v.rep.weak) for v in settled if isinstance(v.rep, ScalarRep))
    loop = loop_of(name, kinds)
    if loop is None:
        lowering.refuse(f"numpy.{name} of these dtypes has no native form")
    regs = [as_dtype(lowering, value, loop[0]).regs for value in settled]
    exponent = settled[1] if name == "power" else None
    made = elementary.apply(lowering, name, loop[0], loop[1], regs, exponent)
    return Value(ScalarRep(loop[1], weak=False), made)


@lowers_call(*(f"numpy.{name}" for name in LOOPS if name not in _REFUSED))
def _ufunc_call(lowering: Lowering, arguments: Arguments) -> Value:
    name = arguments.name.removeprefix("numpy.")
    operands = "x1 x2" if name in TWO else "x"
    given = parameters.match(lowering, arguments, f"{operands} out * {_IGNORED}")
    for option in _IGNORED.split():
        if option in given and not _is_default(given[option], option):
            lowering.refuse(f"{option}= of {arguments.name}() has no native form")
    values = [parameters.needed(lowering, given, operand) for operand in operands.split()]
    if "out" in given and len(values) > 1:
        _check_operands(lowering, [*values, given["out"]])
    made = ufunc(lowering, name, values)
    return delivered(lowering, made, given, values)


def _is_default(value: Value, option: str) -> bool:
    return option in ("where", "subok") and value.constant is True


def _check_operands(lowering: Lowering, values: Sequence[Value]) -> None:
    """NumPy names the shape of the last too, `out=`, where the others do not fit each other."""
    first, second, _ = shapes = [value.dims if value.is_array else () for value in values]
    wrong = "false"
    for x, y in zip(reversed(first), reversed(second), strict=False):
        if "1" in (x, y) or sizes.same(lowering, x, y):
            continue
        differ = mismatch(lowering, x, y)
        wrong = differ if wrong == "false" else lowering.text.let(f"or i1 {wrong}, {differ}")
    lowering.trap("BROADCAST", wrong, packed_shapes(lowering, *shapes))


def delivered(
    lowering: Lowering, value: Value, given: parameters.Given, operands: Sequence[Value] = ()
) -> Value:
    """The result, or the array that `out=` names, with the result in it. `operands`: those that
    the error names if the result does not fit."""
    if "out" not in given:
        return value
    out = given["out"]
    if not isinstance(out.rep, ArrayRep) or out.lazy is not None or not out.rep.writable:
        lowering.refuse("out= must be an array that may be written")
    _check_cast(lowering, value, out)
    from nbc.native.lower.arrays import assignment  # lazy: builds on elementwise operations

    if value.is_array:
        _check_shapes(lowering, value, out, operands or [value])
        assignment.copy_into(lowering, out, value)
    else:
        assignment.fill(lowering, out, memory.element_as(lowering, value, out.dtype))
    return out


def _check_shapes(lowering: Lowering, value: Value, out: Value, operands: Sequence[Value]) -> None:
    """The result may be broadcast to the place, which may not be broadcast itself."""
    text = lowering.text
    if len(value.dims) != len(out.dims):
        lowering.refuse("out= of another rank than the result has no native form")
    dims = [operand.dims if operand.is_array else () for operand in operands]
    shapes = packed_shapes(lowering, *dims, out.dims)
    widened, needed = "false", []
    for have, wanted in zip(value.dims, out.dims, strict=True):
        needed.append(wanted)
        if have == "1" or sizes.same(lowering, have, wanted):
            continue
        differ = text.let(f"icmp ne i64 {have}, {wanted}")
        several = text.let(f"icmp ne i64 {have}, 1")
        wrong = text.let(f"and i1 {differ}, {several}")
        single = text.let(f"icmp eq i64 {wanted}, 1")
        wider = text.let(f"and i1 {wrong}, {single}")
        lowering.trap("BROADCAST", text.let(f"xor i1 {wrong}, {wider}"), shapes)
        widened = wider if widened == "false" else text.let(f"or i1 {widened}, {wider}")
        needed[-1] = text.let(f"select i1 {several}, i64 {have}, i64 {wanted}")
    lowering.trap("BROADCAST_OUTPUT", widened, packed_shapes(lowering, out.dims, needed))


def _check_cast(lowering: Lowering, value: Value, out: Value) -> None:
    """`out=` takes what casts to it within its kind."""
    import numpy  # lazy: NumPy is heavy

    found = [numpy.dtype(numpy_name(v.dtype)) for v in (value, out)]
    if not numpy.can_cast(found[0], found[1], "same_kind"):
        lowering.refuse(f"a result in {value.dtype} does not go into an array of {out.dtype}")


def numpy_name(dtype: str) -> str:
    """NumPy's name of one of Noodle's dtypes."""
    family = {"i": "int", "u": "uint", "f": "float", "c": "complex"}.get(dtype[0])
    return dtype if family is None else family + dtype[1:]
