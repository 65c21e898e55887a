"""Nests like a product of matrices: for each `j` a sum over `k` of elements that lie next to each
other along `j`. Strips of the outer loop's rounds go through the inner loop together.

    for j in ...:                         for strips of j:
        v = 0.0                               lanes = 0.0
        for k in ...:              ->         for k in ...:
            v += a[i, k] * b[k, j]                for j in strip: lanes[j] += a[i, k] * b[k, j]
        out[i, j] = v                         for j in strip: out[i, j] = lanes[j]

Every sum adds the same numbers in the same order. It takes that rounds of the outer loop do not
depend on each other, that nothing in them can trap, and that both loops have rounds; else the nest
runs as it is written, which is compiled apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, final

from nbc.native.lower.control import State, end_way, join_ways
from nbc.native.lower.function import Deferral
from nbc.native.lower.independence import independent
from nbc.native.lower.outline import outline_late
from nbc.native.lower.ranges import index_at, index_range, trip_count, write_each
from nbc.native.lower.scalars import as_index, integer
from nbc.native.lower.settling import modes, put_back
from nbc.native.lower.text import double
from nbc.native.lower.values import Value
from nbc.native.lower.variables import NotOnTrustError, Sequential
from nbc.native.reps import FLOAT, ScalarRep

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

_LANES = 256
"""Rounds of a strip: their sums stay in the first-level cache."""
_ONCE = "!llvm.loop !3"
"""A loop that runs once in a strip is not worth LLVM's time."""
_PLAIN = frozenset(
    "PUSH CONSTANT INDEX BUILD_TUPLE ADD SUBTRACT MULTIPLY NEGATE INPLACE_ADD INPLACE_SUBTRACT "
    "INPLACE_MULTIPLY".split()
)
_BOUNDS = frozenset("PUSH CONSTANT GET_ATTRIBUTE INDEX CALL ADD SUBTRACT".split())


@final
@dataclass(frozen=True, slots=True)
class Plan:
    """`first`: the constant that `total` begins with; `inner`: the block of the inner loop."""

    outer: Block
    inner: Block
    row: str
    column: str
    total: str
    first: float


def in_strips_or_not(
    lowering: Lowering, block: Block, start: Value, stop: Value, step: Value
) -> None:
    """One loop over a range, in strips where that is possible."""
    plan = None if step.constant != 1 else _plan(lowering, block)
    if plan is None:
        write_each(lowering, block, start, stop, step)
        return
    out = lowering.text
    mark, cold, stack = out.mark(), len(lowering.cold), len(lowering.stack)
    kept, failures = modes(lowering), dict(lowering.failures)
    state, leaving = dict(lowering.variables.state), lowering.leaving()
    try:
        _write(lowering, plan, start, stop, step)
    except (NotOnTrustError, Sequential):
        out.rewind(mark)
        del lowering.cold[cold:], lowering.stack[stack:]
        put_back(lowering, kept)
        lowering.failures, lowering.variables.state = failures, state
        lowering.leaving(leaving)
        write_each(lowering, block, start, stop, step)


def _plan(lowering: Lowering, block: Block) -> Plan | None:
    """What a loop does, if it is such a nest and its indices are proved."""
    code, at = lowering.code, block.opener + 1
    if lowering.careful or lowering.deferral or lowering.region or lowering.private is not None:
        return None
    if block.middles or code[block.opener].op.name != "FOR_RANGE":
        return None
    if [code[at].op.name, code[at + 1].op.name] != ["CONSTANT", "STORE"]:
        return None
    first = lowering.module.constants[code[at].operands[0]]
    opener = at + 2
    while code[opener].op.name in _BOUNDS:
        opener += 1
    if code[opener].op.name != "FOR_RANGE" or type(first) not in (int, float):
        return None
    inner = lowering.blocks[opener]
    if inner.middles:
        return None
    row, total = code[opener].operands[0], code[at + 1].operands[0]
    plan = Plan(block, inner, row, code[block.opener].operands[0], total, first)
    return plan if _is_fitting(lowering, plan) else None


def _is_fitting(lowering: Lowering, plan: Plan) -> bool:
    code, own = lowering.code, {plan.row, plan.column, plan.total}
    if len(own) != 3 or any(lowering.function.variables.get(name) == "global" for name in own):
        return False
    bounds = code[plan.outer.opener + 3 : plan.inner.opener]
    inside, behind = (range(plan.inner.opener + 1, plan.inner.end - 1),
                      range(plan.inner.end + 1, plan.outer.end))  # fmt: skip
    last = code[plan.inner.end - 1]
    names = {code[index].op.name for index in behind}
    pushed = {code[index].operands[0] for index in behind if code[index].op.name == "PUSH"}
    called = [at for at, (op, _, _) in enumerate(bounds) if op.name == "CALL"]
    return (
        (last.op.name, last.operands[:1]) == ("STORE", (plan.total,))
        and all(code[index].op.name in _PLAIN for index in inside)
        and "STORE_INDEX" in names and names <= _PLAIN | {"STORE_INDEX"}
        and plan.row not in pushed
        and all(_is_same(instruction, own) for instruction in bounds)
        and all(bounds[at - 2].operands[:1] == ("len",) for at in called)
        and all(index in lowering.proved for part in (inside, behind) for index in part
                if code[index].op.name in ("INDEX", "STORE_INDEX"))
        and _pays(lowering, plan, inside)
    )  # fmt: skip


def _is_same(instruction: Instruction, own: set[str]) -> bool:
    """Whether an instruction of a bound does the same in every round: a name, a shape, a length."""
    op, operands, _ = instruction
    if op.name == "CALL":
        return bool(operands[0] == 1 and not operands[1])
    if op.name == "GET_ATTRIBUTE":
        return bool(operands[0] == "shape")
    return op.name != "PUSH" or operands[0] not in own


def _pays(lowering: Lowering, plan: Plan, inside: range) -> bool:
    """Whether elements lie next to each other along the columns, and none along the rows of one
    array for another column each."""
    stack: list[Any] = []
    along = False
    for index in inside:
        op, operands, _ = lowering.code[index]
        if op.name in ("PUSH", "CONSTANT"):
            stack.append({operands[0]} if op.name == "PUSH" else set())
        elif op.name == "BUILD_TUPLE":
            stack[-operands[0] :] = [stack[-operands[0] :]]
        elif op.name == "INDEX":
            key = stack.pop()
            if isinstance(key, list):
                names = set().union(*key[:-1])
                along |= plan.column in key[-1] and plan.row in names
                if plan.row in key[-1] and plan.column in names:
                    return False
            stack[-1] = set()
        elif op.name != "NEGATE":
            other = stack.pop()
            stack[-1] = stack[-1] | other if isinstance(other, set) else set()
    return along


def _write(lowering: Lowering, plan: Plan, start: Value, stop: Value, step: Value) -> None:
    """Both ways, and a test that chooses."""
    out = lowering.text
    lowering.variables.release_temporaries()
    lowering.variables.compute_pending()
    rare = independent(lowering, plan.outer)
    lowering.walk(plan.outer.opener + 3, plan.inner.opener)
    inner = [as_index(lowering, lowering.pop()) for _ in range(3)][::-1]
    if not inner[2].is_constant or not inner[2].constant:
        raise NotOnTrustError
    columns, rows = trip_count(lowering, start, stop, step), trip_count(lowering, *inner)
    for count in (columns, rows):
        rare = out.let(f"or i1 {rare}, {out.let(f'icmp eq i64 {count.reg}, 0')}")
    quick, slow, apart = (out.new_label(stem) for stem in ("strips", "slow", "apart"))
    out.branch(rare, slow, quick, "!prof !0")
    before, ways = dict(lowering.variables.state), list[tuple[str, State]]()
    out.begin(quick)
    _Strips(lowering, plan, (start, stop, step), inner).write(columns.reg, rows.reg)
    end_way(lowering, ways)
    out.begin(slow)
    out.go(apart)
    place = len(out.lines), len(lowering.cold)
    out.begin(apart)
    lowering.variables.state = before
    lowering.here = plan.outer.opener
    write_each(lowering, plan.outer, start, stop, step)
    end_way(lowering, ways)
    outline_late(lowering, *place)
    join_ways(lowering, ways, out.new_label("nest"))


@final
class _Strips:
    """The nest in strips. What must not happen in it raises NotOnTrustError."""

    def __init__(
        self, lowering: Lowering, plan: Plan, outer: tuple[Value, Value, Value], inner: list[Value]
    ) -> None:
        self.lowering, self.plan, self.outer, self.inner = lowering, plan, outer, inner
        self.lanes = lowering.text.slot(f"[{_LANES} x double]")
        self.rep = FLOAT

    def write(self, columns: str, rows: str) -> None:
        out, lowering = self.lowering.text, self.lowering
        lowering.assembly.declare("llvm.umin.i64", "declare i64 @llvm.umin.i64(i64, i64)")
        place = out.slot("i64")
        out.store("i64", "0", place)
        head, behind = out.new_label("strip"), out.new_label("behind")
        out.go(head)
        out.begin(head)
        first = out.load("i64", place)
        left = out.let(f"sub i64 {columns}, {first}")
        width = out.let(f"call i64 @llvm.umin.i64(i64 {left}, i64 {_LANES})")
        self._each(width, self._begin, _ONCE)
        self._each(rows, lambda row: self._add_row(row, first, width))
        self._each(width, lambda lane: self._finish(lane, first), _ONCE)
        following = out.let(f"add nuw nsw i64 {first}, {width}")
        out.store("i64", following, place)
        out.branch(out.let(f"icmp ult i64 {following}, {columns}"), head, behind)
        out.begin(behind)

    def _each(self, count: str, body: Callable[[str], None], note: str = "") -> None:
        """A loop of at least one round."""
        out = self.lowering.text
        place = out.slot("i64")
        out.store("i64", "0", place)
        head, behind = out.new_label("each"), out.new_label("behind")
        out.go(head)
        out.begin(head)
        number = out.load("i64", place)
        body(number)
        following = out.let(f"add nuw nsw i64 {number}, 1")
        out.store("i64", following, place)
        out.branch(out.let(f"icmp ne i64 {following}, {count}"), head, behind, note)
        out.begin(behind)

    def _lane(self, lane: str) -> str:
        out = self.lowering.text
        return out.let(f"getelementptr inbounds double, ptr {self.lanes}, i64 {lane}")

    def _begin(self, lane: str) -> None:
        self.lowering.text.store("double", double(float(self.plan.first)), self._lane(lane))

    def _add_row(self, row: str, first: str, width: str) -> None:
        lowering = self.lowering
        index = index_at(lowering, self.inner[0], self.inner[2], row)
        lowering.variables.write(self.plan.row, integer(index, index_range(*self.inner)))
        self._settle(first)
        self._each(width, lambda lane: self._add(lane, first))
        lowering.charge(width)
        lowering.poll()

    def _settle(self, first: str) -> None:
        """Finds out what the sum is once something was added: a Python float or one of NumPy's."""
        out, cold = self.lowering.text, len(self.lowering.cold)
        for _ in range(2):
            mark, was = out.mark(), self.rep
            self._add("0", first)
            out.rewind(mark)
            del self.lowering.cold[cold:]
            if self.rep == was:
                return
        raise NotOnTrustError

    def _add(self, lane: str, first: str) -> None:
        plan, lowering = self.plan, self.lowering
        self._bind(lane, first)
        self._walk(plan.inner.opener + 1, plan.inner.end - 1)
        made = lowering.pop()
        if made.rep not in (FLOAT, ScalarRep("f64", weak=False)):
            raise NotOnTrustError
        self.rep = made.rep
        lowering.text.store("double", made.reg, self._lane(lane))

    def _finish(self, lane: str, first: str) -> None:
        self._bind(lane, first)
        self._walk(self.plan.inner.end + 1, self.plan.outer.end)

    def _bind(self, lane: str, first: str) -> None:
        """The variables of a lane: its column, and its sum."""
        lowering, out = self.lowering, self.lowering.text
        position = out.let(f"add nuw nsw i64 {first}, {lane}")
        index = index_at(lowering, self.outer[0], self.outer[2], position)
        lowering.variables.write(self.plan.column, integer(index, index_range(*self.outer)))
        total = out.load("double", self._lane(lane))
        lowering.variables.write(self.plan.total, Value(self.rep, (total,)))

    def _walk(self, start: int, stop: int) -> None:
        """Instructions of which none may trap."""
        lowering = self.lowering
        deferral = lowering.deferral = Deferral(lowering.text.slot("i64", "0"), None)
        try:
            lowering.walk(start, stop)
        finally:
            lowering.deferral = None
        if deferral.count or lowering.text.closed:
            raise NotOnTrustError
