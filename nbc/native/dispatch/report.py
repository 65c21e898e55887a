"""What `explain` says: for each line, which tier runs it and why.

Before a cell has run it says what is a candidate and why not; afterwards also what was compiled for
which kinds of values, and what the compiler did: fused, vectorised, hoisted, allocated. It may be
asked from any thread while programs run. The code itself is in codes.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any, final

from nbc.bytecode.candidates import obstacle
from nbc.bytecode.decorators import decorated
from nbc.bytecode.effects import nested_functions
from nbc.bytecode.module import COMPREHENSIONS, Module
from nbc.bytecode.regions import Region, regions
from nbc.functions import FUNCTIONS
from nbc.native.dispatch.neighbours import kept_with
from nbc.native.dispatch.records import Key, Record, alive
from nbc.native.reps import (
    ArrayRep,
    ListRep,
    NoneRep,
    OpaqueRep,
    PartsRep,
    Rep,
    ScalarRep,
    StaticRep,
    StringRep,
    TupleRep,
)
from nbc.native.unit import Compiled, Note
from nbc.runtime.names import DECORATORS

_FUNCTION = ("the function", "when it is called often enough")
_PYTHON_NAMES = {"bool": "bool", "i64": "int", "f64": "float", "c128": "complex"}


@final
@dataclass(frozen=True, slots=True)
class TierReport:
    """Where a function or loop runs: `tier` is "native", "vm" or "mixed"."""

    tier: str
    reason: str
    signatures: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def tier(function: Any) -> TierReport:
    """Where a Noodle function runs."""
    found = FUNCTIONS.lookup(function)
    if found is None or type(function) is not FunctionType:
        return TierReport("vm", "it is not a Noodle function")
    record = getattr(kept_with(function), "record", None)
    if record is not None:
        return _of_record(record, *_FUNCTION)
    return KnownCode(found[0]).of_function(found[1])


def explain(module: Module, *, is_native: bool = True) -> list[dict[str, Any]]:
    """Per line of the source that has code: its tier, the reason and the compiler's notes."""
    source = (module.source or "").splitlines()
    lines: dict[int, list[TierReport]] = {}
    for line, report in _reports(module, is_native):
        found = lines.setdefault(line, [])
        if report not in found:
            found.append(report)
    return [
        _row(line, source[line - 1], lines[line])
        for line in sorted(lines)
        if line <= len(source) and source[line - 1].strip()
    ]


def rep_text(rep: Rep) -> str:
    """A representation as a person would write the type."""
    match rep:
        case ScalarRep(dtype=dtype, weak=weak):
            return _PYTHON_NAMES[dtype] if weak else dtype
        case ArrayRep(dtype=dtype, rank=rank):
            return f"{dtype}[{', '.join(':' * rank)}]"
        case StringRep():
            return "str"
        case ListRep(item=item):
            return f"list[{rep_text(item)}]"
        case TupleRep(items=items):
            return f"({', '.join(map(rep_text, items))})"
        case NoneRep():
            return "None"
        case StaticRep(key=key):
            return str(key)
        case OpaqueRep(name=name):
            return name or "object"
        case PartsRep(kind=kind):
            return kind


def signature_text(key: Key) -> str:
    return f"({', '.join(map(rep_text, key))})"


def _row(line: int, source: str, reports: list[TierReport]) -> dict[str, Any]:
    tiers = {report.tier for report in reports}
    reasons = list(dict.fromkeys(report.reason for report in reports))
    notes = {note for report in reports for note in report.notes if note.position[0] == line}
    return {
        "line": line, "source": source, "tier": tiers.pop() if len(tiers) == 1 else "mixed",
        "reason": "; ".join(reasons),
        "notes": [
            {"kind": note.kind, "text": note.text}
            for note in sorted(notes, key=lambda note: (note.position, note.kind, note.text))
        ],
    }  # fmt: skip


def _reports(module: Module, is_native: bool) -> Iterator[tuple[int, TierReport]]:
    """Each instruction's line with where that instruction runs."""
    records = KnownCode(module)
    off = TierReport("vm", "native code is switched off in this session")
    owners = _owners(module)
    for index, function in enumerate(module.functions):
        owner = owners[index]
        is_own = is_native and owner == index
        loops = _around(regions(module, index) if is_own else (), len(function.instructions))
        for ins, around in zip(function.instructions, loops, strict=True):
            if ins.position[:2] == ins.position[2:]:
                continue  # Python's own end of a function
            report = records.of_decorated(owner) or off
            if is_native and report is off:
                report = records.at(owner, around)
            yield ins.position[0], report


def _around(loops: Iterable[Region], count: int) -> list[tuple[Region, ...]]:
    """For each of `count` instructions the loops that it stands in, outer ones first."""
    found: list[tuple[Region, ...]] = [()] * count
    for loop in loops:
        for pc in range(loop.start, loop.stop):
            found[pc] += (loop,)
    return found


def _owners(module: Module) -> list[int]:
    """For each function itself; for a comprehension the function that it stands in."""
    owners = list(range(len(module.functions)))
    for index, function in enumerate(module.functions):
        if function.kind in COMPREHENSIONS:
            continue
        for inner in nested_functions(module.functions, index):
            if module.functions[inner].kind in COMPREHENSIONS:
                owners[inner] = index
    return owners


@final
class KnownCode:
    """What is known of a module's functions and loops."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.functions: dict[int, Record] = {}
        self.loops: dict[tuple[int, int], Record] = {}
        self.decorated = decorated(module, DECORATORS)
        self._said: dict[tuple[int, int], TierReport] = {}
        for record in sorted(alive(), key=lambda record: _rank(record, module)):
            if not _is_same(record.module, module):
                continue
            if record.region is None:
                self.functions[record.index] = record
            else:
                self.loops[record.index, record.region[0]] = record

    def at(self, index: int, around: tuple[Region, ...]) -> TierReport:
        """Where an instruction of a function runs, of which the loops `around` it are known."""
        key = (index, around[-1].number if around else -1)
        if key not in self._said:
            self._said[key] = self._at(index, around)
        return self._said[key]

    def _at(self, index: int, around: tuple[Region, ...]) -> TierReport:
        whole = self.of_function(index)
        if whole.tier == "native" or self._may_be_whole(index):
            return whole
        if not around:
            return whole
        reports = [self.of_loop(index, loop) for loop in around]
        native = next((report for report in reports if report.tier == "native"), None)
        return native or reports[-1]

    def of_decorated(self, index: int) -> TierReport | None:
        """What becomes of a function whose decorator says so."""
        name = self.decorated.get(index)
        return None if name is None else TierReport("vm", DECORATORS[name])

    def _may_be_whole(self, index: int) -> bool:
        """Whether a function may still become native as a whole."""
        record = self.functions.get(index)
        is_off = record is not None and (bool(record.off) or bool(record.refused))
        return not is_off and not obstacle(self.module, index)

    def of_function(self, index: int) -> TierReport:
        function = self.module.functions[index]
        record = self.functions.get(index)
        if record is not None:
            return self._moved(record, _of_record(record, *_FUNCTION))
        if function.kind == "cell":
            return TierReport("vm", "runs once")
        if function.kind == "class":
            return TierReport("vm", "the body of a class runs once")
        why = obstacle(self.module, index)
        if why:
            return TierReport("vm", f"the function stays on the VM: {why}")
        return TierReport("vm", "the function may become native when it is called")

    def of_loop(self, index: int, region: Region) -> TierReport:
        if region.reason:
            return TierReport("vm", f"the loop stays on the VM: {region.reason}")
        record = self.loops.get((index, region.start))
        if record is None:
            return TierReport("vm", "the loop may become native when it runs")
        return self._moved(record, _of_record(record, "the loop", "when it runs long enough"))

    def _moved(self, record: Record, report: TierReport) -> TierReport:
        """The report with its notes at the lines of this module's text."""
        lines = lines_above(self.module) - lines_above(record.module)
        if not lines:
            return report
        notes = [
            replace(note, position=(note.position[0] + lines, note.position[1],
                                    note.position[2] + lines, note.position[3]))
            for note in report.notes
        ]  # fmt: skip
        return replace(report, notes=tuple(notes))


def _of_record(record: Record, what: str, when: str) -> TierReport:
    compiled = dict(record.compiled)  # once: the program may go on and add to it
    if compiled and not record.off:
        signatures = tuple(map(signature_text, compiled))
        text = f"{what} is native for {', '.join(signatures)}" if any(compiled) else (
            f"{what} is native")  # fmt: skip
        return TierReport("native", text, signatures, tuple(_notes(compiled.values())))
    if record.off:
        return TierReport("vm", f"{what} stays on the VM: {record.off}")
    if record.refused:
        key, refusal = list(record.refused.items())[-1]
        return TierReport("vm", f"{what} is not native for {signature_text(key)}: {refusal.reason}")
    return TierReport("vm", f"{what} may become native {when}")


def _notes(compiled: Iterable[Compiled]) -> Iterator[Note]:
    for one in compiled:
        yield from one.notes


def _is_same(a: Module, b: Module) -> bool:
    """Whether two modules come from one text, be it in cells of other numbers or further down."""
    if a is b:
        return True
    return bool(a.source and b.source) and (a.source or "").strip() == (b.source or "").strip()


def lines_above(module: Module) -> int:
    source = module.source or ""
    return len(source) - len(source.lstrip("\n"))


def _rank(record: Record, module: Module) -> tuple[bool, bool, int]:
    """Of the records of one piece of code the last says most: something is known, it is of this
    very module, it was made lately."""
    known = bool(record.compiled or record.refused or record.off)
    return known, record.module is module, record.number
