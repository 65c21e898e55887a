"""Evenly spaced numbers: arange and linspace, computed from the index where they are read.

The formulas are NumPy's, so that every element is rounded as there; lengths are found before.
Nothing is stored unless the array is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import parameters
from nbc.native.lower.arrays.creation import of_indices
from nbc.native.lower.casts import Regs, cast
from nbc.native.lower.ranges import trip_count
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import as_float, as_index
from nbc.native.lower.values import Value
from nbc.native.reps import FLOATS, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_RANGE = (("i64", True), ("i64", False), ("f64", True), ("f64", False))


@lowers_call("numpy.arange")
def _arange(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "start stop step dtype * device")
    start, stop = given.get("start"), given.get("stop")
    if stop is None:
        start, stop = lowering.constant(0), start
    step = given.get("step", lowering.constant(1))
    if start is None or stop is None:
        lowering.refuse("arange() without a bound")
    bounds = [start, stop, step]
    for bound in bounds:
        rep = bound.rep
        if not isinstance(rep, ScalarRep) or rep.mixed or (rep.dtype, rep.weak) not in _RANGE:
            lowering.refuse("arange() of these bounds has no native form")
    if all(bound.dtype == "i64" for bound in bounds):
        return _of_integers(lowering, given, bounds)
    return _of_floats(lowering, given, bounds)


def _of_integers(lowering: Lowering, given: parameters.Given, bounds: Sequence[Value]) -> Value:
    dtype = parameters.dtype(lowering, given, "i64")
    start, stop, step = (as_index(lowering, bound) for bound in bounds)
    if not step.is_constant or step.constant == 0 or dtype not in ("i64", "i32", *FLOATS):
        lowering.refuse("arange() with this step or dtype has no native form")
    count = trip_count(lowering, start, stop, step)

    def element(lowering: Lowering, indices: Sequence[str]) -> Regs:
        out = lowering.text
        moved = indices[0]
        if step.constant != 1:
            moved = out.let(f"mul nsw i64 {moved}, {step.reg}")
        if start.constant != 0:
            moved = out.let(f"add nsw i64 {start.reg}, {moved}")
        return cast(out, (moved,), "i64", dtype)

    return of_indices(dtype, (count.reg,), element)


def _of_floats(lowering: Lowering, given: parameters.Given, bounds: Sequence[Value]) -> Value:
    """As NumPy fills it: from the first two items."""
    if parameters.dtype(lowering, given, "f64") != "f64":
        lowering.refuse("arange() of floats in another dtype has no native form")
    out = lowering.text
    start, stop, step = (as_float(lowering, bound).reg for bound in bounds)
    apart = out.let(f"fsub double {stop}, {start}")
    many = out.let(f"fdiv double {apart}, {step}")
    lowering.assembly.declare("llvm.ceil.f64", "declare double @llvm.ceil.f64(double)")
    whole = out.let(f"call double @llvm.ceil.f64(double {many})")
    sane = out.let(f"fcmp ole double {whole}, 0x4300000000000000")
    text = "ValueError\nMaximum allowed size exceeded"
    lowering.trap("RAISED", out.let(f"xor i1 {sane}, true"), text=text)
    some = out.let(f"fcmp ogt double {whole}, 0.0")
    bounded = out.let(f"select i1 {some}, double {whole}, double 0.0")
    count = out.let(f"fptosi double {bounded} to i64")
    second = out.let(f"fadd double {start}, {step}")
    by = out.let(f"fsub double {second}, {start}")

    def element(lowering: Lowering, indices: Sequence[str]) -> Regs:
        out = lowering.text
        index = out.let(f"sitofp i64 {indices[0]} to double")
        return (out.let(f"fadd double {start}, {out.let(f'fmul double {index}, {by}')}"),)

    return of_indices("f64", (count,), element)


@lowers_call("numpy.linspace")
def _linspace(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "start stop num endpoint dtype * device")
    dtype = parameters.dtype(lowering, given, "f64")
    num = as_index(lowering, given.get("num", lowering.constant(50)), "a number of samples")
    ends = [parameters.needed(lowering, given, name) for name in ("start", "stop")]
    if dtype not in FLOATS or not all(_is_double(end) for end in ends):
        lowering.refuse("linspace() of these bounds has no native form")
    closed = parameters.flag(lowering, given, "endpoint", default=True)
    start, stop = (as_float(lowering, end).reg for end in ends)
    out = lowering.text
    if num.range is None or num.range[0] < 0:
        lowering.trap("NEGATIVE_SAMPLES", out.let(f"icmp slt i64 {num.reg}, 0"), [num.reg])
    return spaced(lowering, start, stop, num.reg, dtype, closed=closed)


def _is_double(value: Value) -> bool:
    rep = value.rep
    return isinstance(rep, ScalarRep) and not rep.mixed and (rep.dtype, rep.weak) in _RANGE


def spaced(
    lowering: Lowering, start: str, stop: str, num: str, dtype: str, *, closed: bool
) -> Value:
    out = lowering.text
    parts = out.let(f"sub i64 {num}, 1") if closed else num
    apart = out.let(f"fsub double {stop}, {start}")
    divisor = out.let(f"sitofp i64 {parts} to double")
    several = out.let(f"icmp sgt i64 {parts}, 0")
    quotient = out.let(f"fdiv double {apart}, {divisor}")
    step = out.let(f"select i1 {several}, double {quotient}, double {apart}")
    last = parts if closed else "-1"

    def element(lowering: Lowering, indices: Sequence[str]) -> Regs:
        out = lowering.text
        index = out.let(f"sitofp i64 {indices[0]} to double")
        made = out.let(f"fadd double {out.let(f'fmul double {index}, {step}')}, {start}")
        if closed:
            at_end = out.let(f"icmp eq i64 {indices[0]}, {last}")
            final = out.let(f"and i1 {at_end}, {several}")
            made = out.let(f"select i1 {final}, double {stop}, double {made}")
        return cast(out, (made,), "f64", dtype)

    return of_indices(dtype, (num,), element)
