"""Sums of products over named axes: einsum, tensordot, kron, cross.

Axes have letters, as in einsum. Two operands of floats that share only axes that are summed go to
BLAS as matrices; everything else is one loop over all axes, in the order in which the operands have
them. Lengths that differ are left to NumPy: the VM runs the call again.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import numeric
from nbc.native.lower.arithmetic import loop_of
from nbc.native.lower.arrays import (
    folds,
    lazy,
    memory,
    parameters,
    products,
    reductions,
    reshaping,
    shapes,
    sizes,
)
from nbc.native.lower.arrays.elementwise import broadcast
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.arrays.ufuncs import ufunc
from nbc.native.lower.casts import Regs, cast
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import Value
from nbc.native.reps import COMPLEX, FLOATS, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


@lowers_call("numpy.einsum")
def _einsum(lowering: Lowering, arguments: Arguments) -> Value:
    if arguments.keywords or len(arguments.values) < 2:
        lowering.refuse("this call of einsum() has no native form")
    text = lowering.static_or_refuse(arguments.values[0], "the subscripts of einsum()")
    operands = [parameters.array(lowering, value) for value in arguments.values[1:]]
    inputs, arrow, result = str(text).replace(" ", "").partition("->")
    named = inputs.split(",")
    letters = [letter for name in named for letter in name]
    if not arrow:
        result = "".join(sorted(x for x in set(letters) if letters.count(x) == 1))
    sound = set(letters) <= set(string.ascii_letters) and set(result) <= set(letters)
    if not sound or [len(name) for name in named] != [len(value.dims) for value in operands] or (
        len(set(result)) < len(result)
    ):  # fmt: skip
        lowering.refuse("this call of einsum() has no native form")
    if len(operands) == 1 and set(letters) == set(result):
        lowering.refuse("einsum() of one array without a sum gives a view")
    return contracted(lowering, operands, named, result)


@lowers_call("numpy.tensordot")
def _tensordot(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a b axes")
    a, b = (parameters.array(lowering, parameters.needed(lowering, given, name)) for name in "ab")
    axes = parameters.constant(lowering, given, "axes", 2)
    ranks = len(a.dims), len(b.dims)
    if type(axes) is not int or not 0 < axes <= min(ranks) or sum(ranks) == 2 * axes:
        lowering.refuse("this call of tensordot() has no native form")
    letters = string.ascii_letters
    first = letters[: ranks[0]]
    second = first[ranks[0] - axes :] + letters[ranks[0] : sum(ranks) - axes]
    result = first[: ranks[0] - axes] + second[axes:]
    return contracted(lowering, [a, b], [first, second], result)


@lowers_call("numpy.kron")
def _kron(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a b")
    a, b = (parameters.array(lowering, parameters.needed(lowering, given, name)) for name in "ab")
    if len(a.dims) != len(b.dims) or not 0 < len(a.dims) < 3:
        lowering.refuse("kron() of arrays of these ranks has no native form")
    named, result = (["ij", "kl"], "ikjl") if len(a.dims) == 2 else (["i", "k"], "ik")
    made = reshaping.compact(lowering, contracted(lowering, [a, b], named, result))
    dims = [sizes.times(lowering, x, y) for x, y in zip(a.dims, b.dims, strict=True)]
    return reshaping.seen_as(lowering, made, dims)


def contracted(
    lowering: Lowering, operands: Sequence[Value], named: Sequence[str], result: str
) -> Value:
    """The sums of the products of elements, over the axes that the result has not."""
    dtype = operands[0].dtype
    for value in operands[1:]:
        both = (dtype, False), (value.dtype, False)
        dtype = (loop_of("add", both) or ("bool", ""))[0]
    if dtype == "bool":
        lowering.refuse("sums of products of these dtypes have no native form")
    dims = _dims(lowering, operands, named)
    operands = [lazy.materialise(lowering, value) for value in operands]
    if dtype in FLOATS or dtype in COMPLEX:
        found = _as_matrices(lowering, operands, named, result, dims)
        if found is not None:
            return found
    summed = "".join(letter for letter in dims if letter not in result)
    order = "".join(dims) if summed else result

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        at = dict(zip(order, list(indices), strict=True))
        regs: Regs = ()
        for value, name in zip(operands, named, strict=True):
            read = memory.load(lowering, value, [at[letter] for letter in name])
            factor = cast(lowering.text, read.regs, read.dtype, dtype)
            regs = numeric.binary(lowering, "multiply", dtype, regs, factor) if regs else factor
        return Value(ScalarRep(dtype, weak=False), regs)

    made = lazy.make(dtype, [dims[letter] for letter in order], element, operands)
    if not summed:
        return made
    axes = tuple(order.index(letter) for letter in summed)
    made = reductions.reduce(lowering, made, axes, folds.sum_of(dtype))
    kept = [letter for letter in order if letter in result]
    return shapes.permuted(lowering, made, [kept.index(letter) for letter in result])


def _dims(lowering: Lowering, operands: Sequence[Value], named: Sequence[str]) -> dict[str, str]:
    """The length of each axis, by its letter."""
    dims: dict[str, str] = {}
    for value, name in zip(operands, named, strict=True):
        for letter, dim in zip(name, value.dims, strict=True):
            known = dims.setdefault(letter, dim)
            if not sizes.same(lowering, known, dim):
                lowering.trap("INT_RANGE", lowering.text.let(f"icmp ne i64 {known}, {dim}"))
    return dims


def _as_matrices(
    lowering: Lowering, operands: Sequence[Value], named: Sequence[str], result: str,
    dims: dict[str, str],
) -> Value | None:  # fmt: skip
    """The product of two matrices that the operands are seen as, if they share only summed axes."""
    if len(named) != 2 or any(len(set(name)) < len(name) for name in named):
        return None
    first, second = named
    summed = "".join(letter for letter in first if letter in second)
    left = "".join(letter for letter in first if letter not in summed)
    right = "".join(letter for letter in second if letter not in summed)
    if not (summed and left and right) or set(left + right) != set(result):
        return None
    a = _matrix(lowering, operands[0], first, (left, summed), dims)
    b = _matrix(lowering, operands[1], second, (summed, right), dims)
    made = products.multiply(lowering, a, b)
    if len(result) > 2:
        made = reshaping.seen_as(lowering, made, [dims[letter] for letter in left + right])
    order = [(left + right).index(letter) for letter in result]
    return shapes.permuted(lowering, made, order)


def _matrix(
    lowering: Lowering, value: Value, name: str, parts: tuple[str, str], dims: dict[str, str]
) -> Value:
    """An array with its axes in two groups, as a matrix."""
    seen = shapes.permuted(lowering, value, [name.index(letter) for letter in "".join(parts)])
    if len(name) == 2:
        return seen
    lengths = [sizes.product(lowering, [dims[letter] for letter in part]) for part in parts]
    return reshaping.seen_as(lowering, reshaping.compact(lowering, seen), lengths)


# -- vectors of three ------------------------------------------------------------------------------


@lowers_call("numpy.cross", "numpy.linalg.cross")
def _cross(lowering: Lowering, arguments: Arguments) -> Value:
    names = "a b" if arguments.name == "numpy.cross" else "x1 x2"
    given = parameters.match(lowering, arguments, names)
    a, b = (parameters.array(lowering, parameters.needed(lowering, given, name))
            for name in names.split())  # fmt: skip
    out = lowering.text
    for value in (a, b):
        if not value.dims:
            lowering.refuse("a vector product of numbers")
        if value.dims[-1] != "3":
            lowering.trap("INT_RANGE", out.let(f"icmp ne i64 {value.dims[-1]}, 3"))
    a, b = (lazy.materialise(lowering, value) for value in (a, b))
    parts = []
    for i, j in ((1, 2), (2, 0), (0, 1)):
        ways = []
        for x, y in ((i, j), (j, i)):
            pair = [_component(lowering, a, x), _component(lowering, b, y)]
            ways.append(ufunc(lowering, "multiply", pair))
        parts.append(ufunc(lowering, "subtract", ways))
    outer = [value for value in parts if value.is_array]
    dims = [*(broadcast(lowering, outer[:1]) if outer else ()), "3"]
    target = memory.new_array(lowering, parts[0].dtype, dims)
    for place, part in enumerate(parts):
        _put_component(lowering, target, part, str(place))
    return target


def _component(lowering: Lowering, value: Value, place: int) -> Value:
    if len(value.dims) == 1:
        return memory.load(lowering, value, [str(place)])
    return shapes.asked(lowering, value, value.dims[:-1],
                        lambda _, indices: [*indices, str(place)])  # fmt: skip


def _put_component(lowering: Lowering, target: Value, part: Value, place: str) -> None:
    if not part.is_array:
        memory.store(lowering, target, [place], part)
        return

    def body(indices: Sequence[str]) -> None:
        found = lazy.element(lowering, part, indices)
        memory.store(lowering, target, [*indices, place], found)

    loop_nest(lowering, part.dims, body, target=target)
