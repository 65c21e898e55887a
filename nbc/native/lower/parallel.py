"""`for i in parallel(n)`: the loop's body as a function of its own, run in chunks by threads.

How the rounds are cut into chunks depends on their number alone, and what chunks gather is put
together in their order, so results do not depend on the number of threads. A variable that carries
a value from one round to the next, other than a recognised reduction, makes the loop sequential.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, final

from nbc.bytecode.effects import bound_names
from nbc.bytecode.reductions import Reduction, reductions_of
from nbc.native.lower import weak
from nbc.native.lower.boundary import STOPPED, load_slots, store_slots
from nbc.native.lower.function import Lowering
from nbc.native.lower.gathering import check_joined, identity, together
from nbc.native.lower.hoist import hoisted
from nbc.native.lower.independence import independent
from nbc.native.lower.joining import convert, join
from nbc.native.lower.ranges import trip_count, write_each
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import as_index, integer
from nbc.native.lower.text import Text
from nbc.native.lower.values import LENGTH, Value, static, without_constant
from nbc.native.lower.variables import Binding, Sequential
from nbc.native.reps import Rep, ScalarRep, StaticRep, slots
from nbc.native.support.declarations import DECLARATIONS

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block

CHUNKS = 64
_ALONE = 4096
"""Fewer rounds of a loop without inner loops than this make no chunk."""
_STOPS = frozenset({"RETURN", "BREAK"})
_LOOPS = frozenset({"LOOP", "FOR_RANGE", "FOR_EACH", "CALL"})


@lowers_call("parallel", "prange", "numba.misc.special.prange")
def _parallel(lowering: Lowering, arguments: Arguments) -> Value:
    values = [as_index(lowering, value, "a bound of parallel") for value in arguments.values]
    if not 1 <= len(values) <= 3 or arguments.keywords:
        lowering.refuse("parallel() takes one to three bounds")
    zero, one = lowering.constant(0), lowering.constant(1)
    bounds = (zero, values[0], one) if len(values) == 1 else (*values, one)[:3]
    return replace(static("parallel", None), items=tuple(bounds))


def lower_parallel(lowering: Lowering, block: Block, bounds: tuple[Value, ...]) -> None:
    """A FOR_EACH over parallel(...): in chunks where that is allowed, else as any loop."""
    start, stop, step = bounds
    reason = _reason_against(lowering, block)
    if not reason:
        mark, cold = lowering.text.mark(), len(lowering.cold)
        state, bodies = dict(lowering.variables.state), len(lowering.assembly.bodies)
        try:
            _Chunked(lowering, block, start, stop, step).write()
        except Sequential as error:
            reason = str(error)
            lowering.text.rewind(mark)
            del lowering.cold[cold:], lowering.assembly.bodies[bodies:]
            lowering.variables.state = state
        else:
            lowering.pc = block.end + 1
            return
    if not lowering.careful:
        lowering.here = block.opener
        lowering.note("sequential", f"one round after the other: {reason}", "parallelised")
    hoisted(lowering, block, start, stop, step,
            lambda: write_each(lowering, block, start, stop, step))  # fmt: skip


def _reason_against(lowering: Lowering, block: Block) -> str:
    """Why a loop is not cut into chunks, whatever its rounds do."""
    if lowering.level < 3:
        return "threads are used at optimisation level 3"
    if lowering.private is not None:
        return "the loop around it is parallel"
    if block.middles:
        return "it has an else"
    inside = range(block.opener + 1, block.end)
    if any(lowering.code[index].op.name in _STOPS for index in inside):
        return "break and return end it early"
    return "this copy runs rarely" if lowering.careful else ""


@final
@dataclass(slots=True)
class _Chunked:
    """One parallel loop. Slots of the environment: the shared globals' pointer, what is captured,
    then the partial results of each chunk, then what the last round leaves."""

    lowering: Lowering
    block: Block
    start: Value
    stop: Value
    step: Value
    size: int = 1
    captured: list[tuple[str, Value, int]] = field(default_factory=list)
    _left: list[tuple[str, Binding, int]] = field(default_factory=list)

    def write(self) -> None:
        lowering = self.lowering
        lowering.variables.release_temporaries()
        lowering.variables.compute_pending()
        count = trip_count(lowering, self.start, self.stop, self.step)
        body = range(self.block.opener + 1, self.block.end)
        overlapping = independent(lowering, self.block)
        stored = {name for index in body for name in bound_names(lowering.code[index])}
        gathered = reductions_of(lowering.function, lowering.module.functions, self.block)
        environment = lowering.text.fresh("env")
        chunks = chunk_count(lowering, count, self._worth(), overlapping)
        settings = (self.start, self.step, count, chunks)
        bounds = [self._place(value) for value in settings]
        self._capture(stored)
        inner = self._inner(stored, gathered, bounds)
        partials = self._partials(inner, gathered)
        self._finish_inner(inner, partials)
        lowering.text.slots.append(f"  {environment} = alloca [{self.size} x i64]")
        self._fill(environment, settings, bounds)
        self._start_threads(environment, count, chunks, inner.text.name)
        self._combine(environment, partials, count, chunks)
        lowering.here = self.block.opener
        self._last_values(environment, count)
        note = f"in up to {CHUNKS} chunks"
        note += f", gathering {', '.join(gathered)}" if gathered else ""
        note += "; in one where arrays share memory" if overlapping != "false" else ""
        lowering.note("parallelised", note, "sequential")

    def _place(self, value: Value) -> int:
        first = self.size
        self.size += slots(value.rep)
        return first

    def _capture(self, stored: set[str]) -> None:
        """What the body reads of the variables around it."""
        variables = self.lowering.variables
        for name, binding in list(variables.state.items()):
            if name in stored or binding.conflict or not binding.certain:
                continue
            value = variables.read(name)
            if value is not None:
                self.captured.append((name, value, self._place(value)))

    def _inner(
        self, stored: set[str], gathered: dict[str, Reduction], bounds: list[int]
    ) -> Lowering:
        """The chunk's function, up to the end of its loop."""
        outer = self.lowering
        text = Text(outer.assembly.fresh("chunk"), [], [])
        inner = Lowering(outer.assembly, outer.module, outer.index, text)
        inner.own_names = outer.own_names
        inner.parameter_types = {"lo": "i64", "hi": "i64"}
        inner.private = frozenset(stored - set(gathered))
        for name, value, place in self.captured:
            known = value.is_constant or isinstance(value.rep, StaticRep)
            inner.variables.write(
                name, value if known else load_slots(text, value.rep, "%env", place, invariant=True)
            )
        for name, reduction in gathered.items():
            before = outer.variables.read(name)
            if before is None:
                raise Sequential("what this loop gathers is not a number")
            inner.variables.write(name, identity(reduction, before))
        start, step = (load_slots(text, self.start.rep, "%env", place) for place in bounds[:2])
        first = weak.checked(inner, "ADD", start, weak.checked(
            inner, "MULTIPLY", integer("%lo", LENGTH), self._known(step, self.step)))  # fmt: skip
        rounds = text.let("sub i64 %hi, %lo")
        span = text.let(f"mul i64 {rounds}, {step.reg}")
        last = integer(text.let(f"add nsw i64 {first.reg}, {span}"))
        first = replace(first, range=self._index_range())
        last = replace(last, range=self._index_range(1))
        inner.here = self.block.opener
        step = self._known(step, self.step)
        hoisted(inner, self.block, first, last, step,
                lambda: write_each(inner, self.block, first, last, step))  # fmt: skip
        return inner

    def _known(self, loaded: Value, given: Value) -> Value:
        return given if given.is_constant else loaded

    def _index_range(self, more: int = 0) -> tuple[int, int] | None:
        low, high = self.start.range, self.stop.range
        if low is None or high is None or not self.step.is_constant or self.step.constant < 1:
            return None
        return low[0], max(high[1] - 1 + more, low[0])

    # -- what chunks gather ---------------------------------------------------------------------

    def _partials(
        self, inner: Lowering, gathered: dict[str, Reduction]
    ) -> list[tuple[str, Reduction, Rep, int]]:
        """For each reduction: its representation at a chunk's end, and its first slot."""
        made: list[tuple[str, Reduction, Rep, int]] = []
        for name, reduction in gathered.items():
            binding = inner.variables.state.get(name)
            if binding is None or binding.conflict or not binding.certain:
                raise Sequential("what this loop gathers has no one type")
            rep = binding.template.rep
            if not isinstance(rep, ScalarRep):
                raise Sequential("what this loop gathers is not a number")
            check_joined(reduction, rep)
            made.append((name, reduction, rep, self.size))
            self.size += slots(rep) * CHUNKS
        return made

    def _finish_inner(
        self, inner: Lowering, partials: list[tuple[str, Reduction, Rep, int]]
    ) -> None:
        """The end of a chunk's function: partial results and the last round's variables."""
        text = inner.text
        rounds = text.load("i64", text.let("getelementptr i64, ptr %env, i64 3"))
        chunks = text.load("i64", text.let("getelementptr i64, ptr %env, i64 4"))
        scaled = text.let(f"mul i64 %lo, {chunks}")
        rounded = text.let(f"add i64 {scaled}, {text.let(f'sub i64 {rounds}, 1')}")
        number = text.let(f"udiv i64 {rounded}, {rounds}")
        for name, _, rep, first in partials:
            value = inner.variables.read(name)
            assert value is not None
            offset = text.let(f"mul i64 {number}, {slots(rep)}")
            base = text.let(f"getelementptr i64, ptr %env, i64 {offset}")
            store_slots(inner, value, base, first)
        self._leave_last(inner, rounds)
        text.do("ret i32 0")
        for label, _ in inner.failures.values():
            inner.cold += [f"{label}:", "  br label %stopped"]
        inner.cold += STOPPED
        lines = [
            f"define internal i32 @{text.name}(ptr %ctx, ptr %env, i64 %lo, i64 %hi) #0 {{",
            "entry:", "  %shared = load ptr, ptr %env", *text.slots, "  br label %body", "body:",
            *text.lines, *inner.cold, "}",
        ]  # fmt: skip
        self.lowering.assembly.bodies.append("\n".join(lines))

    def _leave_last(self, inner: Lowering, rounds: str) -> None:
        """The chunk with the last round leaves the variables that are not its own alone."""
        text = inner.text
        last, done = text.new_label("last"), text.new_label("left")
        text.branch(text.let(f"icmp eq i64 %hi, {rounds}"), last, done)
        text.begin(last)
        for name in sorted(inner.private or ()):
            binding = inner.variables.state.get(name)
            if binding is None:
                continue
            if not isinstance(binding.template.rep, ScalarRep) or binding.conflict:
                self._left.append((name, replace(binding, conflict=True), 0))
                continue
            first = self.size
            self.size += slots(binding.template.rep) + 1
            self._left.append((name, binding, first))
            flag = text.let(f"zext i1 {text.load('i1', inner.variables.flag(name))} to i64")
            text.store("i64", flag, text.let(f"getelementptr i64, ptr %env, i64 {first}"))
            store_slots(inner, inner.variables.peek(name, binding), "%env", first + 1)
        text.go(done)
        text.begin(done)

    # -- around the threads ---------------------------------------------------------------------

    def _worth(self) -> int:
        """How many rounds make a chunk of their own worth while."""
        inside = range(self.block.opener + 1, self.block.end)
        heavy = any(self.lowering.code[index].op.name in _LOOPS for index in inside)
        return 1 if heavy else _ALONE

    def _fill(self, environment: str, settings: Sequence[Value], bounds: list[int]) -> None:
        lowering = self.lowering
        lowering.text.store("ptr", "%shared", environment)
        for value, place in zip(settings, bounds, strict=True):
            store_slots(lowering, value, environment, place)
        for _, value, first in self.captured:
            if not value.is_constant and not isinstance(value.rep, StaticRep):
                store_slots(lowering, value, environment, first)

    def _start_threads(self, environment: str, count: Value, chunks: Value, symbol: str) -> None:
        lowering = self.lowering
        out = lowering.text
        lowering.assembly.declare("noodle_parallel", DECLARATIONS["noodle_parallel"])
        some, after = out.new_label("threads"), out.new_label("joined")
        out.branch(out.let(f"icmp sgt i64 {count.reg}, 0"), some, after)
        out.begin(some)
        status = out.let(f"call i32 @noodle_parallel(ptr %ctx, ptr @{symbol}, ptr {environment}, "
                         f"i64 {count.reg}, i64 {chunks.reg})")  # fmt: skip
        lowering.check_stopped(out.let(f"icmp ne i32 {status}, 0"))
        out.go(after)
        out.begin(after)

    def _combine(
        self, environment: str, partials: list[tuple[str, Reduction, Rep, int]], count: Value,
        chunks: Value,
    ) -> None:  # fmt: skip
        """Puts the partial results together, chunk after chunk; what overflows then does so where
        the loop gathers."""
        lowering = self.lowering
        for name, reduction, rep, first in partials:
            before = lowering.variables.read(name)
            assert before is not None and isinstance(rep, ScalarRep)
            joined = join(before, Value(rep))
            if joined is None or not isinstance(joined.rep, ScalarRep):
                raise Sequential("what this loop gathers has no one type")
            check_joined(reduction, joined.rep)
            lowering.here = reduction.place
            first_value = without_constant(convert(lowering, before, joined.rep))
            lowering.variables.write(name, first_value)
            self._combine_one(environment, name, reduction, joined.rep, rep, first, count, chunks)

    def _combine_one(
        self, environment: str, name: str, reduction: Reduction, joined: ScalarRep, rep: ScalarRep,
        first: int, count: Value, chunks: Value,
    ) -> None:  # fmt: skip
        lowering = self.lowering
        out = lowering.text
        head, body, done = (out.new_label(stem) for stem in ("gather", "partial", "gathered"))
        place = out.slot("i64")
        out.store("i64", "0", place)
        out.go(head)
        out.begin(head)
        number = out.load("i64", place)
        some = out.let(f"icmp sgt i64 {count.reg}, 0")
        more = out.let(f"icmp ult i64 {number}, {chunks.reg}")
        out.branch(out.let(f"and i1 {some}, {more}"), body, done)
        out.begin(body)
        offset = out.let(f"mul i64 {number}, {slots(rep)}")
        base = out.let(f"getelementptr i64, ptr {environment}, i64 {offset}")
        partial = convert(lowering, load_slots(out, rep, base, first), joined)
        so_far = lowering.variables.read(name)
        assert so_far is not None
        lowering.variables.write(name, together(lowering, reduction, so_far, partial))
        out.store("i64", out.let(f"add i64 {number}, 1"), place)
        out.go(head)
        out.begin(done)

    def _last_values(self, environment: str, count: Value) -> None:
        """The variables that the last round left, if there was one."""
        lowering = self.lowering
        out = lowering.text
        for name, binding, first in self._left:
            before = lowering.variables.state.get(name)
            if binding.conflict:
                lowering.variables.state[name] = binding
                continue
            rep = binding.template.rep
            if before is not None and before.template.rep != rep:
                lowering.variables.state[name] = replace(binding, conflict=True)
                continue
            some, done = out.new_label("last"), out.new_label("kept")
            ran = out.let(f"icmp sgt i64 {count.reg}, 0")
            out.branch(ran, some, done)
            out.begin(some)
            flag = out.load("i64", out.let(f"getelementptr i64, ptr {environment}, i64 {first}"))
            value = load_slots(out, rep, environment, first + 1)
            lowering.variables.write(name, value)
            set_now = out.let(f"icmp ne i64 {flag}, 0")
            if before is None or not before.certain:
                out.store("i1", set_now, lowering.variables.flag(name))
            out.go(done)
            out.begin(done)
            certain = before is not None and before.certain
            lowering.variables.state[name] = Binding(Value(rep), certain)


def chunk_count(lowering: Lowering, count: Value, worth: int, one: str) -> Value:
    """How many chunks so many rounds make: a single one where `one` (i1) holds."""
    out = lowering.text
    lowering.assembly.declare("llvm.umin.i64", "declare i64 @llvm.umin.i64(i64, i64)")
    rounds = count.reg
    if worth > 1:
        parts = out.let(f"udiv i64 {count.reg}, {worth}")
        lowering.assembly.declare("llvm.umax.i64", "declare i64 @llvm.umax.i64(i64, i64)")
        rounds = out.let(f"call i64 @llvm.umax.i64(i64 {parts}, i64 1)")
    chunks = out.let(f"call i64 @llvm.umin.i64(i64 {rounds}, i64 {CHUNKS})")
    if one != "false":
        chunks = out.let(f"select i1 {one}, i64 1, i64 {chunks}")
    return integer(chunks, (0, CHUNKS))
