"""Folds: how the elements of a reduction become one value, in blocks that LLVM vectorises.

Within a block operations may be done in any order. Sums of floats carry what is lost between
blocks along (two-sum), so their error does not grow with the number of blocks: it stays below that
of pairwise summation. The order never depends on the number of threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from nbc.native.lower import numeric
from nbc.native.lower.arrays.loops import Blocks, loop_nest
from nbc.native.lower.arrays.splitting import Split
from nbc.native.lower.casts import Regs, literal
from nbc.native.lower.elementary import part_of
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, FLOATS, SIGNED

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

BLOCK = 1024
"""Elements of a block. With 512 the overhead of blocks shows (measured: 8 per cent in L1)."""

Step = Callable[["Lowering", Regs, Regs], Regs]


@final
@dataclass(frozen=True, slots=True)
class Fold:
    """`start`: the registers of no element. `step` brings an element in. `careful`: blocks are
    added up with what was lost."""

    dtype: str
    start: Regs
    step: Step
    careful: bool = False


def sum_of(dtype: str) -> Fold:
    floating = dtype in FLOATS or dtype in COMPLEX
    return Fold(dtype, literal(0, dtype), _adding(dtype), careful=floating)


def product_of(dtype: str) -> Fold:
    return Fold(dtype, literal(1, dtype), _multiplying(dtype))


def extreme_of(dtype: str, name: str) -> Fold:
    """`maximum` or `minimum`; NaN wins."""
    return Fold(dtype, (_worst(dtype, name),), _choosing(dtype, name))


def truth_of(name: str) -> Fold:
    """`any` or `all`, of bools."""
    code = "or" if name == "any" else "and"

    def step(lowering: Lowering, total: Regs, x: Regs) -> Regs:
        return (lowering.text.let(f"{code} i1 {total[0]}, {x[0]}"),)

    return Fold("bool", ("false" if name == "any" else "true",), step)


def _adding(dtype: str) -> Step:
    kind = LLVM[dtype]
    code = "fadd reassoc" if kind in ("double", "float") else "add"

    def step(lowering: Lowering, total: Regs, x: Regs) -> Regs:
        out = lowering.text
        return tuple(out.let(f"{code} {kind} {a}, {b}") for a, b in zip(total, x, strict=True))

    return step


def _multiplying(dtype: str) -> Step:
    kind = LLVM[dtype]

    def step(lowering: Lowering, total: Regs, x: Regs) -> Regs:
        if dtype in COMPLEX:
            return numeric.binary(lowering, "multiply", dtype, total, x)
        code = "fmul reassoc" if dtype in FLOATS else "mul"
        return (lowering.text.let(f"{code} {kind} {total[0]}, {x[0]}"),)

    return step


def _choosing(dtype: str, name: str) -> Step:
    kind = LLVM[dtype]

    def step(lowering: Lowering, total: Regs, x: Regs) -> Regs:
        if dtype == "bool":
            return numeric.binary(lowering, name, dtype, total, x)
        sign = "" if dtype in FLOATS else "s" if dtype in SIGNED else "u"
        short = name if dtype in FLOATS else name[:3]
        symbol = numeric.declare_intrinsic(lowering, sign + short, kind, 2)
        flags = "nsz " if dtype in FLOATS else ""
        call = f"call {flags}{kind} @{symbol}({kind} {total[0]}, {kind} {x[0]})"
        return (lowering.text.let(call),)

    return step


def _worst(dtype: str, name: str) -> str:
    """What every element beats."""
    low = name == "maximum"
    if dtype == "bool":
        return "false" if low else "true"
    if dtype in FLOATS:
        return literal(float("-inf") if low else float("inf"), dtype)[0]
    bits = int(dtype[1:])
    if dtype in SIGNED:
        return str(-(2 ** (bits - 1)) if low else 2 ** (bits - 1) - 1)
    return "0" if low else str(2**bits - 1)


# -- running ---------------------------------------------------------------------------------------


@final
class Totals:
    """The registers of a fold while it runs: of the block, of all before it, and what was lost."""

    def __init__(self, lowering: Lowering, fold: Fold) -> None:
        self.lowering = lowering
        self.fold = fold
        self.kind = LLVM[fold.dtype]
        out = lowering.text
        self.whole = [out.slot(self.kind) for _ in fold.start]
        self.part = [out.slot(self.kind) for _ in fold.start]
        self.lost = [out.slot(self.kind) for _ in fold.start] if fold.careful else []
        self._put(self.whole, fold.start)
        self._put(self.lost, [literal(0, part_of(fold.dtype))[0]] * len(self.lost))

    def slots(self) -> list[tuple[str, str]]:
        """All of them, and what they hold at first."""
        nothing = [literal(0, part_of(self.fold.dtype))[0]] * len(self.lost) if self.lost else []
        firsts = [*self.fold.start, *self.fold.start, *nothing]
        return list(zip([*self.whole, *self.part, *self.lost], firsts, strict=True))

    def results(self) -> list[str]:
        """The slots that say what elements came to."""
        return [*self.whole, *self.lost]

    def join(self, other: Sequence[str]) -> None:
        """Brings in the results of other elements, which come behind these."""
        out, kind, count = self.lowering.text, self.kind, len(self.whole)
        self._put(self.part, other[:count])
        self.end()
        for slot, gone in zip(self.lost, other[count:], strict=True):
            out.store(kind, out.let(f"fadd {kind} {out.load(kind, slot)}, {gone}"), slot)

    def begin(self) -> None:
        self._put(self.part, self.fold.start)

    def bring(self, x: Regs) -> None:
        self._put(self.part, self.fold.step(self.lowering, self._get(self.part), x))

    def end(self) -> None:
        whole, part = self._get(self.whole), self._get(self.part)
        if self.fold.careful:
            made = self._two_sums(whole, part)
        else:
            made = self.fold.step(self.lowering, whole, part)
        self._put(self.whole, made)

    def result(self) -> Regs:
        """What was lost is NaN where a sum is not finite, and then left out."""
        totals, out, kind = self._get(self.whole), self.lowering.text, self.kind
        made = list(totals)
        for place, slot in enumerate(self.lost):
            total, gone = totals[place], out.load(kind, slot)
            whole = out.let(f"fadd {kind} {total}, {gone}")
            counts = out.let(f"fcmp one {kind} {gone}, 0.0")
            made[place] = out.let(f"select i1 {counts}, {kind} {whole}, {kind} {total}")
        return tuple(made)

    def _two_sums(self, whole: Regs, part: Regs) -> Regs:
        """Knuth's two-sum of the parts; what was lost is gathered."""
        out, kind = self.lowering.text, self.kind
        made = []
        for a, b, slot in zip(whole, part, self.lost, strict=True):
            total = out.let(f"fadd {kind} {a}, {b}")
            other = out.let(f"fsub {kind} {total}, {a}")
            rest = out.let(f"fsub {kind} {total}, {other}")
            error = out.let(f"fsub {kind} {a}, {rest}")
            missing = out.let(f"fsub {kind} {b}, {other}")
            gone = out.let(f"fadd {kind} {error}, {missing}")
            out.store(kind, out.let(f"fadd {kind} {out.load(kind, slot)}, {gone}"), slot)
            made.append(total)
        return tuple(made)

    def _get(self, slots: Sequence[str]) -> Regs:
        return tuple(self.lowering.text.load(self.kind, slot) for slot in slots)

    def _put(self, slots: Sequence[str], regs: Sequence[str]) -> None:
        for slot, reg in zip(slots, regs, strict=True):
            self.lowering.text.store(self.kind, reg, slot)


def run(
    lowering: Lowering, fold: Fold, dims: Sequence[str],
    element: Callable[[Sequence[str]], Regs], arrays: Sequence[Value] = (),
    until: Callable[[Regs], str] | None = None,
) -> Regs:  # fmt: skip
    """The fold of all elements; they come in the fold's dtype. Without an axis it is the only
    element. `until`: a test (i1) of a block's result; where it holds the rest is not looked at."""
    if not dims:
        return element(())
    out = lowering.text
    totals = Totals(lowering, fold)
    found = out.new_label("found")

    def end() -> None:
        totals.end()
        if until is not None:
            onwards = out.new_label("on")
            test = until(tuple(out.load(totals.kind, slot) for slot in totals.whole))
            out.branch(test, found, onwards)
            out.begin(onwards)

    blocks = Blocks(BLOCK, totals.begin, end)
    split = Split(totals=totals) if until is None else None
    loop_nest(lowering, dims, lambda indices: totals.bring(element(indices)), arrays=arrays,
              blocks=blocks, split=split)  # fmt: skip
    if until is not None:
        out.go(found)
        out.begin(found)
    return totals.result()
