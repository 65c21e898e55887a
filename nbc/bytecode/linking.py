"""What a cell reads and writes in all, with what the functions do that it calls.

`link` takes the effects of one cell and a `Table` of what the names around it hold. Methods are
found by their names alone: in the classes of the notebook first, then among those that are known to
change their object. Functions that are unknown are taken to change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import final

from nbc.bytecode.touched import Call, Effects, Holds, Summary, Touches

_MUTATING = frozenset(
    """append extend insert pop remove clear reverse sort update add discard popitem setdefault
    appendleft popleft extendleft rotate difference_update intersection_update subtract
    symmetric_difference_update fill put resize partition itemset setfield byteswap shuffle
    __setitem__ __delitem__ __setattr__ __iadd__ move_to_end write writelines read readline
    readlines seek truncate close send throw seed fit partial_fit fit_transform set_params
    load_state_dict zero_grad step backward register_buffer add_module put_nowait get_nowait
    push pushpop execute commit add_note""".split()
)
"""Methods that change their object, of containers, arrays, and libraries for models."""

_FIRST_ARGUMENT = frozenset(
    """shuffle heappush heappop heapify heapreplace heappushpop insort insort_left insort_right
    copyto fill_diagonal put place putmask put_along_axis setattr delattr next setitem delitem iadd
    zeros_ ones_ normal_ uniform_ xavier_uniform_ kaiming_uniform_""".split()
)
"""Functions that change their first argument."""

_ROUNDS = 8


@final
@dataclass(slots=True)
class Table:
    """What names hold where a cell stands: `holds`, `made` and `parts` as in `Touches`;
    `methods` of the classes by name; `modules`: names that imports bind."""

    holds: dict[str, Holds] = field(default_factory=dict)
    made: dict[str, Holds] = field(default_factory=dict)
    parts: dict[str, frozenset[str]] = field(default_factory=dict)
    methods: dict[str, list[Summary]] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)

    def copy(self) -> Table:
        return Table(dict(self.holds), dict(self.made), dict(self.parts), dict(self.methods),
                     set(self.modules))  # fmt: skip

    def learn(self, effects: Effects) -> None:
        """The cell has run, or stands before the next one."""
        touches = effects.touches
        self.holds.update(touches.holds)
        self.made.update(touches.made)
        self.parts.update(touches.parts)
        self.modules -= touches.holds.keys()
        self.modules |= touches.imports
        for row in effects.classes:
            for name, method in row.methods.items():
                known = [m for m in self.methods.get(name, []) if m.name != method.name]
                self.methods[name] = [*known[-15:], method]


@final
@dataclass(slots=True)
class Linked:
    """The names of one cell. `writes`: assigned or deleted, `maybe` in one branch alone; then they
    are read too, since the name may keep what it held. `mutates`: their objects are changed in
    place, if they can be."""

    reads: set[str] = field(default_factory=set)
    writes: set[str] = field(default_factory=set)
    maybe: set[str] = field(default_factory=set)
    mutates: set[str] = field(default_factory=set)


def link(effects: Effects, table: Table) -> Linked:
    return _Linker(effects, table).run()


def parts_of(names: Iterable[str], *tables: dict[str, frozenset[str]]) -> set[str]:
    """The names whose objects the names may be part of, themselves among them."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            for table in tables:
                waiting += table.get(name, ())
    return found


@final
class _Linker:
    def __init__(self, effects: Effects, table: Table) -> None:
        self.effects = effects
        self.own = effects.touches
        self.table = table
        self.methods: dict[str, list[Summary]] = {}
        for row in effects.classes:
            for name, method in row.methods.items():
                self.methods.setdefault(name, []).append(method)
        self.changed: dict[Summary, frozenset[str]] = {}

    def run(self) -> Linked:
        own = self.own
        found = Linked(set(own.reads), set(own.writes), set(own.maybe), set(own.mutates))
        for what, before in own.uses.items():
            for summary in self.reachable([what]):
                found.reads |= summary.touches.reads - before
        executed = list(self.executed(own))
        self.settle([summary for summary, _ in reversed(executed)])
        for inner in self.reachable([used for s, _ in executed for used in s.touches.uses]):
            found.reads |= inner.touches.reads - own.writes
        for summary, is_sure in executed:
            found.reads |= (summary.touches.reads | summary.touches.maybe) - own.writes
            found.mutates |= {n for n in summary.touches.mutates if n[:1] != ":"}
            (found.writes if is_sure else found.maybe).update(summary.touches.writes)
            found.maybe |= summary.touches.maybe
        for call in own.calls:
            found.mutates |= self.changed_by(call)
        found.maybe -= found.writes
        found.mutates = {
            name for name in parts_of(found.mutates, own.parts, self.table.parts)
            if name[:1] != ":" and name not in self.modules
        }  # fmt: skip
        found.reads |= found.maybe | (found.mutates - found.writes)
        found.writes |= found.maybe
        return found

    @property
    def modules(self) -> set[str]:
        return (self.table.modules - self.own.holds.keys()) | self.own.imports

    def held(self, name: str) -> Holds:
        if name in self.own.writes and name not in self.own.reads:
            return self.own.holds.get(name, frozenset())
        return self.own.holds.get(name, frozenset()) | self.table.holds.get(name, frozenset())

    def maker(self, name: str) -> Holds:
        if name in self.own.writes and name not in self.own.reads:
            return self.own.made.get(name, frozenset())
        return self.own.made.get(name, frozenset()) | self.table.made.get(name, frozenset())

    def reachable(self, start: Iterable[str | Summary]) -> list[Summary]:
        """Every function that may be called by way of these, through what they call in turn."""
        found: dict[Summary, None] = {}
        names: set[str] = set()
        waiting = list(start)
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                if item not in names:
                    names.add(item)
                    waiting += self.held(item)
                    makers = self.resolved(self.maker(item), is_called=False)
                    waiting += [maker for maker in makers if maker.is_kept]
            elif item not in found:
                found[item] = None
                waiting += item.touches.uses
                waiting += item.methods.values()
        return list(found)

    def executed(self, touches: Touches) -> Iterator[tuple[Summary, bool]]:
        """The functions that run when this does; whether surely."""
        seen: set[Summary] = set()
        waiting = [(call, True) for call in touches.calls]
        while waiting:
            call, is_sure = waiting.pop()
            found = self.called(call)
            callees = [(s, is_sure and len(found) == 1) for s in found]
            callees += [(s, False) for s in self.resolved(call.passed, is_called=False)]
            for summary, sure in callees:
                if summary not in seen:
                    seen.add(summary)
                    yield summary, sure
                    waiting += [(inner, sure) for inner in summary.touches.calls]

    def called(self, call: Call) -> list[Summary]:
        if call.method is not None:
            return self.methods.get(call.method, []) + self.table.methods.get(call.method, [])
        return self.resolved(call.callee)

    def resolved(self, holds: Holds, *, is_called: bool = True) -> list[Summary]:
        """The functions themselves, without those that they call. Of classes: their methods.
        `is_called`: what these return is called too, if it can be."""
        found: dict[Summary, None] = {}
        names: set[str] = set()
        waiting = list(holds)
        while waiting:
            item = waiting.pop()
            if isinstance(item, Summary):
                found[item] = None
                found.update(dict.fromkeys(item.methods.values()))
            elif item not in names:
                names.add(item)
                waiting += self.held(item)
                if is_called:
                    waiting += self.maker(item)
        return list(found)

    # -- what is changed in place ----------------------------------------------------------------

    def changed_by(self, call: Call) -> set[str]:
        """The roots whose objects a call changes."""
        given = dict(call.given)
        found = set(given.get("out", ()))
        if "inplace" in given:
            found |= call.receiver
        name = call.method
        is_of_module = name is None or bool(call.receiver & self.modules)
        names = {name} if name is not None else {n for n in call.callee if isinstance(n, str)}
        if names & _FIRST_ARGUMENT:
            found |= given.get(0, frozenset())
        for summary in [] if name is not None and is_of_module else self.called(call):
            found |= self.mapped(summary, call, int(name is not None))
        if name in _MUTATING and not is_of_module:
            found |= call.receiver
        return found

    def mapped(self, summary: Summary, call: Call, shift: int) -> set[str]:
        """The parameters that a function changes, as the arguments of one call."""
        found: set[str] = set()
        given = dict(call.given)
        for name in self.changed.get(summary, frozenset()):
            if name[:1] != ":" or name[1:] not in summary.parameters:
                if name[:1] != ":":
                    found.add(name)
                continue
            place = summary.parameters.index(name[1:]) - shift
            if place < 0:
                found |= call.receiver
            else:
                found |= given.get(place, frozenset()) | given.get(name[1:], frozenset())
        return found

    def settle(self, summaries: Iterable[Summary]) -> None:
        """Finds what functions change in place: names of the namespace, and parameters. Functions
        that call each other need several rounds."""
        waiting = list(summaries)
        for _ in range(_ROUNDS):
            moved = False
            for summary in waiting:
                found = set(summary.touches.mutates)
                for call in summary.touches.calls:
                    found |= self.changed_by(call)
                done = frozenset(parts_of(found, summary.touches.parts))
                moved |= done != self.changed.get(summary, frozenset())
                self.changed[summary] = done
            if not moved:
                return
