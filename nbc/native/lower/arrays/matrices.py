"""Matrices for BLAS: how operands are passed, and the calls of gemm and gemv.

An operand is a pointer, a leading dimension and whether it is transposed, as BLAS sees it. Slices
with whole rows are passed where they lie; others are copied first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, final

from nbc.native.llvm import blas
from nbc.native.lower.arrays import memory, reshaping, shapes, sizes
from nbc.native.lower.arrays.elementwise import broadcast_indices, broadcast_two
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.arrays.reductions import fill
from nbc.native.lower.casts import literal
from nbc.native.lower.text import LIKELY
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, ITEM_BYTES

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_LETTERS = {"f32": "s", "f64": "d", "c64": "c", "c128": "z"}


@final
@dataclass(frozen=True, slots=True)
class Operand:
    """A matrix as BLAS sees it: `by_columns` if its columns lie one behind the other."""

    data: str
    leading: str
    by_columns: bool


def operand(lowering: Lowering, value: Value, dtype: str) -> Operand:
    """A matrix of `dtype`, where it lies or copied."""
    if value.lazy is None and value.dtype == dtype:
        rep = shapes.rep_of(value)
        if rep.layout == "F":
            return Operand(value.data, _at_least_one(lowering, value.dims[0]), by_columns=True)
        if rep.layout == "I" and dtype not in COMPLEX:
            return _rows_of(lowering, value)
    made = reshaping.compact(lowering, value, dtype)
    return Operand(made.data, _at_least_one(lowering, made.dims[1]), by_columns=False)


def _at_least_one(lowering: Lowering, dim: str) -> str:
    return sizes.at_least(lowering, dim, "1")


def _rows_of(lowering: Lowering, value: Value) -> Operand:
    """A part of a matrix, as long as its rows lie in order and do not overlap; else a copy."""
    out, item = lowering.text, ITEM_BYTES[value.dtype]
    data, leading = out.slot("ptr"), out.slot("i64")
    stride = memory.stride(value, 0)
    width = sizes.times(lowering, _at_least_one(lowering, value.dims[1]), str(item))
    forth = out.let(f"icmp sge i64 {stride}, {width}")
    rest = out.let(f"and i64 {stride}, {item - 1}")
    whole = out.let(f"icmp eq i64 {rest}, 0")
    lies, copies, after = (out.new_label(stem) for stem in ("lies", "copied", "operand"))
    out.branch(out.let(f"and i1 {forth}, {whole}"), lies, copies, LIKELY)
    out.begin(lies)
    out.store("ptr", value.data, data)
    out.store("i64", out.let(f"sdiv exact i64 {stride}, {item}"), leading)
    out.go(after)
    out.begin(copies)
    made = reshaping.compact_copy(lowering, value)
    out.store("ptr", made.data, data)
    out.store("i64", _at_least_one(lowering, made.dims[1]), leading)
    out.go(after)
    out.begin(after)
    return Operand(out.load("ptr", data), out.load("i64", leading), by_columns=False)


def call(lowering: Lowering, routine: str, dtype: str, arguments: Sequence[str]) -> None:
    """A call of a BLAS routine; every argument is a pointer."""
    symbol = f"{_LETTERS[dtype]}{routine}_"
    lowering.assembly.declare(symbol, blas.declaration(symbol))
    lowering.text.do(f"call void @{symbol}({', '.join(f'ptr {a}' for a in arguments)})")


def number(lowering: Lowering, reg: str) -> str:
    """The address of an integer argument."""
    slot = lowering.text.slot("i64")
    lowering.text.store("i64", reg, slot)
    return slot


def letter(lowering: Lowering, text: str) -> str:
    """The address of a character argument."""
    name = f"letter.{text}"
    lowering.assembly.declare(name, f"@{name} = private constant i8 {ord(text)}")
    return f"@{name}"


def item(lowering: Lowering, value: int, dtype: str) -> str:
    """The address of 0 or 1 in a dtype."""
    name, kind = f"item.{value}.{dtype}", LLVM[dtype]
    regs = literal(value, dtype)
    if len(regs) == 1:
        text = f"{kind} {regs[0]}"
    else:
        text = f"[2 x {kind}] [{kind} {regs[0]}, {kind} {regs[1]}]"
    lowering.assembly.declare(name, f"@{name} = private constant {text}")
    return f"@{name}"


def gemm(lowering: Lowering, a: Value, b: Value, dtype: str) -> Value:
    """The product of two matrices."""
    rows, middle, columns = a.dims[0], a.dims[1], b.dims[1]
    one, two = operand(lowering, a, dtype), operand(lowering, b, dtype)
    target = memory.new_array(lowering, dtype, (rows, columns))
    _gemm_into(lowering, dtype, (rows, middle, columns), one, two, target.data)
    return target


def is_square_of(lowering: Lowering, a: Value, b: Value) -> bool:
    """Whether a product is that of a matrix and its own transposed."""
    if a.lazy is not None or b.lazy is not None or a.dtype != b.dtype or a.dtype in COMPLEX:
        return False
    layouts = {shapes.rep_of(a).layout, shapes.rep_of(b).layout}
    pairs = [(a.data, b.data), (a.dims[0], b.dims[1]), (a.dims[1], b.dims[0])]
    return layouts == {"C", "F"} and all(sizes.same(lowering, *pair) for pair in pairs)


def syrk(lowering: Lowering, a: Value, b: Value, dtype: str) -> Value:
    """Such a product: half of it is computed, as NumPy does it, and half copied."""
    rows_first = shapes.rep_of(a).layout == "C"
    size, middle = a.dims
    target = memory.new_array(lowering, dtype, (size, size))
    leading = _at_least_one(lowering, middle if rows_first else size)
    call(lowering, "syrk", dtype, [
        letter(lowering, "U"), letter(lowering, "T" if rows_first else "N"),
        number(lowering, size), number(lowering, middle), item(lowering, 1, dtype), b.data,
        number(lowering, leading), item(lowering, 0, dtype), target.data,
        number(lowering, _at_least_one(lowering, size)),
    ])  # fmt: skip

    def body(indices: Sequence[str]) -> None:
        row, column = indices
        low, high = sizes.at_most(lowering, row, column), sizes.at_least(lowering, row, column)
        found = memory.load(lowering, target, [high, low])
        memory.store(lowering, target, [row, column], found)

    loop_nest(lowering, target.dims, body)
    return target


def _gemm_into(
    lowering: Lowering, dtype: str, shape: tuple[str, str, str], a: Operand, b: Operand, data: str
) -> None:
    """C = A B in rows is C' = B' A' in columns."""
    rows, middle, columns = shape
    leading = number(lowering, _at_least_one(lowering, columns))
    turned = [letter(lowering, "T" if part.by_columns else "N") for part in (b, a)]
    call(lowering, "gemm", dtype, [
        *turned, number(lowering, columns), number(lowering, rows), number(lowering, middle),
        item(lowering, 1, dtype), b.data, number(lowering, b.leading), a.data,
        number(lowering, a.leading), item(lowering, 0, dtype), data, leading,
    ])  # fmt: skip


def gemv(lowering: Lowering, a: Value, x: Value, dtype: str, *, transposed: bool = False) -> Value:
    """The product of a matrix and a vector; of the matrix' columns if it is `transposed`."""
    matrix = operand(lowering, a, dtype)
    rows, columns = a.dims
    turned = matrix.by_columns != transposed
    if transposed:
        rows, columns = columns, rows
    vector = reshaping.compact(lowering, x, dtype)
    none = lowering.text.let(f"icmp eq i64 {columns}, 0")
    target = memory.new_array(lowering, dtype, (rows,))
    out = lowering.text
    empty, some, after = (out.new_label(stem) for stem in ("nothing", "some", "multiplied"))
    out.branch(none, empty, some, "!prof !0")
    out.begin(empty)  # BLAS leaves y as it is then
    fill(lowering, target, literal(0, dtype))
    out.go(after)
    out.begin(some)
    m, n = (rows, columns) if turned else (columns, rows)
    step = number(lowering, "1")
    call(lowering, "gemv", dtype, [
        letter(lowering, "N" if turned else "T"), number(lowering, m),
        number(lowering, n), item(lowering, 1, dtype), matrix.data,
        number(lowering, matrix.leading), vector.data, step, item(lowering, 0, dtype),
        target.data, step,
    ])  # fmt: skip
    out.go(after)
    out.begin(after)
    return target


def batched(lowering: Lowering, a: Value, b: Value, dtype: str) -> Value:
    """Products of stacks of matrices."""
    if dtype not in _LETTERS or min(len(a.dims), len(b.dims)) < 2:
        lowering.refuse("this product of arrays of more than two axes has no native form")
    one, two = (reshaping.compact(lowering, value, dtype) for value in (a, b))
    rows, middle, columns = a.dims[-2], a.dims[-1], b.dims[-1]
    stacks = [_stack_of(value) for value in (one, two)]
    first, second = (list(stack.dims) for stack in stacks)
    dims = broadcast_two(lowering, first, second, "BROADCAST")
    target = memory.new_array(lowering, dtype, (*dims, rows, columns))

    def body(indices: Sequence[str]) -> None:
        places = list(indices)
        data = []
        for value, stack in zip((one, two), stacks, strict=True):
            own = broadcast_indices(lowering, stack, places, dims)
            data.append(memory.address(lowering, value, [*own, "0", "0"]))
        where = memory.address(lowering, target, [*places, "0", "0"])
        parts = [Operand(place, _at_least_one(lowering, width), by_columns=False)
                 for place, width in zip(data, (middle, columns), strict=True)]  # fmt: skip
        _gemm_into(lowering, dtype, (rows, middle, columns), parts[0], parts[1], where)

    loop_nest(lowering, dims, body)
    return target


def _stack_of(value: Value) -> Value:
    """The array as a stack: only its shape without the last two axes is meant."""
    rep = shapes.rep_of(value)
    rank = rep.rank - 2
    dims, strides = value.dims[:rank], value.strides[:rank]
    return replace(value, rep=replace(rep, rank=rank), regs=(*value.regs[:2], *dims, *strides))
