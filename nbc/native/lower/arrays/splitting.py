"""Large array loops over threads: a nest becomes a function of a range of its outermost loop.

`loop_nest` writes a nest as always, only with names for the bounds of its outermost loop. Where
each element costs enough, the text then moves into a function, which is called for the whole range,
or by `noodle_parallel` in chunks where there are enough elements. How many chunks there are depends
on the lengths alone, so results do not depend on the number of threads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, final

from nbc.native.lower import outline
from nbc.native.lower.arrays import sizes
from nbc.native.lower.boundary import STOPPED
from nbc.native.lower.variables import FUEL
from nbc.native.support.declarations import DECLARATIONS

if TYPE_CHECKING:
    from nbc.native.lower.arrays.folds import Totals
    from nbc.native.lower.function import Lowering

CHUNKS: Final = 64  # as in nbc/native/support/parallel.c
_CAPTURED_FROM: Final = 3
FROM: Final = 6_000_000
"""A nest is split from so many units on, 0.05 ns each (measured with AVX-512): threads that find no
core free cost some microseconds, which must not be felt."""
LEAST: Final = 5
"""Units for each array that an element touches, below which loops wait for memory: a second thread
gains little."""
_MOST_LINES: Final = 2000

_OPERATION: Final = re.compile(r" = (?:tail )?(f?[a-z]+) (?:[^@\"]*@([\w.]+))?")
_COSTS: Final = {"fadd": 1, "fsub": 1, "fmul": 1, "fcmp": 1, "fdiv": 8, "frem": 80,
                 "sdiv": 32, "udiv": 32, "srem": 32, "urem": 32}  # fmt: skip
_ELEMENT: Final = re.compile(r"getelementptr inbounds \S+ ptr (%[\w.]+), i64 (\S+)")
_LIBRARY: Final = {"pow": 60, "atan2": 30}
_FOREIGN: Final = re.compile(
    r"@(?!noodle_poll\(|trap\(|trace\()[\w.]+\(ptr %ctx\b|%(?:in|out|env)\b"
)
_STORED: Final = re.compile(r"^  store .*, ptr %(s\d+)\b")


@final
@dataclass(frozen=True, slots=True)
class Split:
    """What may be split: `within` are the lengths of the loops inside the nest's body. `fresh`:
    nobody sees what a nest that traps has written. `totals`: what it gathers."""

    within: Sequence[str] = ()
    fresh: bool = True
    totals: Totals | None = None


@final
@dataclass(slots=True)
class Span:
    """The bounds of the outermost loop of a nest being written, and where its text begins. `dim`:
    what `high` stands for, `rounds`: the lengths that it is the product of."""

    split: Split
    dims: Sequence[str]
    low: str
    high: str
    line: int
    cold: int
    slot: int
    dim: str = ""
    rounds: Sequence[str] = field(default_factory=list)

    def bounds(self, dim: str) -> tuple[str, str]:
        """The names of the bounds of a loop over `dim` indices."""
        self.dim = dim
        return self.low, self.high


def span_of(lowering: Lowering, dims: Sequence[str], split: Split | None) -> Span | None:
    """The bounds of a nest that may turn out to be worth splitting; its text begins here."""
    plain = lowering.level < 3 or lowering.private is not None or lowering.careful
    if split is None or plain or lowering.deferral is not None:
        return None
    out, every = lowering.text, (*dims, *split.within)
    if all(dim.isdigit() for dim in every) and int(sizes.product(lowering, every)) < FROM // 1000:
        return None
    return Span(split, every, out.fresh("low"), out.fresh("high"),
                len(out.lines), len(lowering.cold), len(out.slots))  # fmt: skip


def finish(lowering: Lowering, span: Span) -> None:
    """Makes the nest that was just written a function if that pays, else names its bounds."""
    out = lowering.text
    lines, cold = out.lines[span.line :], lowering.cold[span.cold :]
    inner = list(_innermost(lines))
    cost = cost_of(inner)
    worth = cost >= LEAST * max(_touched(lowering, inner), 1) and len(lines) < _MOST_LINES
    if worth and _may_move(lowering, span, lines, cold):
        _move(lowering, span, cost)
        return
    for place in range(span.line, len(out.lines)):
        line = out.lines[place]
        if span.low in line or span.high in line:
            out.lines[place] = line.replace(span.low, "0").replace(span.high, span.dim)


def cost_of(lines: Iterable[str]) -> int:
    """Roughly what the operations of a loop cost, in units."""
    total = 1
    for line in lines:
        match = _OPERATION.search(line)
        if match is not None:
            called = match[2] if match[1] == "call" else None
            total += _COSTS.get(match[1], 0) if called is None else _call_cost(called, line)
    return total


def _innermost(lines: Iterable[str]) -> Iterator[str]:
    """The lines that run for each element."""
    found: list[str] = []
    inside = False
    for line in lines:
        if line[0] != " ":
            if line.startswith(("behind", "done")):
                yield from found
            inside = inside and not line.startswith(("behind", "done"))
            inside = inside or line.startswith("each")
            found = [] if line.startswith("each") or not inside else found
        elif inside:
            found.append(line)


def _touched(lowering: Lowering, lines: Iterable[str]) -> int:
    """How many arrays lines find the elements of."""
    found = (_ELEMENT.search(line) for line in lines)
    return len({(lowering.facts.symbol(match[1]), match[2]) for match in found if match})


def _call_cost(name: str, line: str) -> int:
    if name.startswith("llvm."):
        return 8 if name.startswith("llvm.sqrt") else 0
    if "vector-function" not in line:
        return 0 if name == "noodle_poll" else 80
    if name.startswith("noodle."):
        return 5 if ".f32" in name else 10
    return _LIBRARY.get(name, 18)


def _may_move(
    lowering: Lowering, span: Span, lines: Sequence[str], cold: Sequence[str]
) -> bool:  # fmt: skip
    """Whether the nest does nothing that only its own place can do."""
    if not span.split.fresh and any("@trap(" in line for line in cold):
        return False
    own = _own_slots(lowering, span)
    known = {label for label, _ in lowering.failures.values()}
    known |= {line[:-1] for line in (*lines, *cold) if line.endswith(":")}
    for line in (*lines, *cold):
        stored = _STORED.match(line)
        if _FOREIGN.search(line) or (stored is not None and f"%{stored[1]}" not in own):
            return False
        if not known.issuperset(outline.labels_in(line)):
            return False
    return True


def _own_slots(lowering: Lowering, span: Span) -> dict[str, tuple[str, str]]:
    """The slots that the function has for itself: their types and first values, if any."""
    made = {lowering.variables.fuel: ("i64", str(FUEL))}
    for name, kind in outline.slots_in(lowering.text.slots[span.slot :]).items():
        made[f"%{name}"] = kind, ""
    totals = span.split.totals
    if totals is not None:
        for slot, first in totals.slots():
            made[slot] = totals.kind, first
    return made


# -- moving ----------------------------------------------------------------------------------------

Captured = dict[str, tuple[str, bool]]
"""What a nest reads of the function around it: types, and whether it is a slot. In the environment
the pointer to the shared globals comes first, then the number of rounds and that of chunks
(`noodle_split`), then what is captured, then what each chunk gathered."""


def _move(lowering: Lowering, span: Span, cost: int) -> None:
    """Makes the nest a function, and writes the call in its place."""
    out = lowering.text
    lines, cold = out.lines[span.line :], lowering.cold[span.cold :]
    own = _own_slots(lowering, span)
    captured = _captured(lowering, span, lines + cold, own)
    del out.lines[span.line :], lowering.cold[span.cold :]
    symbol = lowering.assembly.fresh("nest")
    totals = span.split.totals
    first = _CAPTURED_FROM + len(captured)
    lowering.assembly.nests[symbol] = "\n".join([
        f"define internal i32 @{symbol}(ptr %ctx, ptr %env, i64 {span.low}, i64 {span.high}) "
        "noinline #0 {",
        "entry:", "  %shared = load ptr, ptr %env",
        *_entry(lowering, span, captured, own), f"  br label %{lines[0][:-1]}",
        *_renamed(lowering, lines), "  br label %finish", "finish:",
        *(_partials(totals, span, first) if totals else ()), "  ret i32 0",
        *_renamed(lowering, cold), *STOPPED, "}",
    ])  # fmt: skip
    out.begin(lines[0][:-1])
    gather = "null" if totals is None else f"@{_gathering(lowering, totals, first)}"
    least = -(-FROM // cost)
    environment = _call(lowering, span, captured, f"ptr @{symbol}", f"i64 {least}, ptr {gather}")
    if totals is not None:
        for place, slot in enumerate(totals.results()):
            address = out.let(f"getelementptr i64, ptr {environment}, i64 {first + place}")
            out.store(totals.kind, out.load(totals.kind, address), slot)
    lowering.note("parallelised", f"over threads from {least} elements on")


def _captured(
    lowering: Lowering, span: Span, lines: Sequence[str], own: dict[str, tuple[str, str]]
) -> Captured:
    before = outline.slots_in(lowering.text.slots[: span.slot])
    names = [
        name for name in outline.free_names(lines)
        if f"%{name}" not in own and f"%{name}" not in (span.low, span.high)
    ]  # fmt: skip
    kinds = outline.types_of(lowering, [name for name in names if name not in before])
    return {name: (before.get(name) or kinds[name], name in before) for name in names}


def _entry(
    lowering: Lowering, span: Span, captured: Captured, own: dict[str, tuple[str, str]]
) -> list[str]:
    text = []
    for place, (name, (kind, is_slot)) in enumerate(captured.items(), _CAPTURED_FROM):
        text.append(f"  %at.{place} = getelementptr i64, ptr %env, i64 {place}")
        if is_slot:
            text += [
                f"  %was.{place} = load {kind}, ptr %at.{place}",
                f"  %{name} = alloca {kind}",
                f"  store {kind} %was.{place}, ptr %{name}",
            ]
        else:
            text.append(f"  %{name} = load {kind}, ptr %at.{place}")
    inside = lowering.text.slots[span.slot :]
    known = outline.slots_in(inside)
    for slot, (kind, first) in own.items():
        if slot[1:] not in known:
            text += [f"  {slot} = alloca {kind}", f"  store {kind} {first}, ptr {slot}"]
    return text + inside


def _renamed(lowering: Lowering, lines: Sequence[str]) -> list[str]:
    """Lines that leave the nest by the function's own end."""
    failing = {label for label, _ in lowering.failures.values()}
    return [outline.relabelled(line, dict.fromkeys(failing, "stopped")) for line in lines]


def _call(
    lowering: Lowering, span: Span, captured: Captured, body: str, rest: str
) -> str:  # fmt: skip
    """Runs the nest; its environment."""
    out = lowering.text
    environment, totals = out.fresh("env"), span.split.totals
    size = _CAPTURED_FROM + len(captured) + (CHUNKS * len(totals.results()) if totals else 0)
    out.slots.append(f"  {environment} = alloca [{size} x i64]")
    out.store("ptr", "%shared", environment)
    for place, (name, (kind, is_slot)) in enumerate(captured.items(), _CAPTURED_FROM):
        value = out.load(kind, f"%{name}") if is_slot else f"%{name}"
        out.store(kind, value, out.let(f"getelementptr i64, ptr {environment}, i64 {place}"))
    rounds = sizes.product(lowering, list(span.rounds))
    count = sizes.product(lowering, list(span.dims))
    lowering.charge(count)
    lowering.assembly.declare("noodle_split", DECLARATIONS["noodle_split"])
    status = out.let(f"call i32 @noodle_split(ptr %ctx, {body}, ptr {environment}, i64 {rounds}, "
                     f"i64 {count}, {rest})")  # fmt: skip
    lowering.check_stopped(out.let(f"icmp ne i32 {status}, 0"))
    return environment


# -- what chunks gather ----------------------------------------------------------------------------


def _partials(totals: Totals, span: Span, first: int) -> list[str]:
    """Leaves what was gathered in the slots of this chunk."""
    slots = totals.results()
    text = [
        "  %rounds.at = getelementptr i64, ptr %env, i64 1",
        "  %rounds = load i64, ptr %rounds.at",
        "  %chunks.at = getelementptr i64, ptr %env, i64 2",
        "  %chunks = load i64, ptr %chunks.at",
        f"  %scaled = mul i64 {span.low}, %chunks",
        "  %last = sub i64 %rounds, 1",
        "  %rounded = add i64 %scaled, %last",
        "  %number = udiv i64 %rounded, %rounds",
        f"  %offset = mul i64 %number, {len(slots)}",
        "  %partial = getelementptr i64, ptr %env, i64 %offset",
    ]
    for place, slot in enumerate(slots):
        text += [
            f"  %left.{place} = load {totals.kind}, ptr {slot}",
            f"  %to.{place} = getelementptr i64, ptr %partial, i64 {first + place}",
            f"  store {totals.kind} %left.{place}, ptr %to.{place}",
        ]
    return text


def _gathering(lowering: Lowering, totals: Totals, first: int) -> str:
    """A function that puts the results of chunks together in the slots of the first, in their
    order. It runs once for all of them, so LLVM need not make it fast."""
    out = lowering.text
    begin, label, slots = len(out.lines), out.label, totals.results()
    base = "%partial"
    regs = []
    for place in range(len(slots)):
        address = out.let(f"getelementptr i64, ptr {base}, i64 {first + place}")
        regs.append(out.load(totals.kind, address))
    totals.join(regs)
    step = out.lines[begin:]
    del out.lines[begin:]
    out.label = label
    symbol = lowering.assembly.fresh("nest")
    entry, leave = [], []
    for place, slot in enumerate(slots):
        entry += [
            f"  %at.{place} = getelementptr i64, ptr %env, i64 {first + place}",
            f"  {slot} = alloca {totals.kind}",
            f"  %was.{place} = load {totals.kind}, ptr %at.{place}",
            f"  store {totals.kind} %was.{place}, ptr {slot}",
        ]
        leave += [
            f"  %now.{place} = load {totals.kind}, ptr {slot}",
            f"  store {totals.kind} %now.{place}, ptr %at.{place}",
        ]
    entry += [f"  {slot} = alloca {totals.kind}" for slot in totals.part]
    lowering.assembly.nests[symbol] = "\n".join([
        f"define internal void @{symbol}(ptr %env, i64 %chunks) cold minsize noinline #0 {{",
        "entry:", *entry, "  br label %each",
        "each:", "  %number = phi i64 [ 1, %entry ], [ %following, %each ]",
        f"  %offset = mul i64 %number, {len(slots)}",
        f"  {base} = getelementptr i64, ptr %env, i64 %offset",
        *step, "  %following = add i64 %number, 1",
        "  %more = icmp ult i64 %following, %chunks",
        "  br i1 %more, label %each, label %done, !llvm.loop !3",
        "done:", *leave, "  ret void", "}",
    ])  # fmt: skip
    return symbol
