"""The variables of a function being lowered: where they are kept and what is known of them.

A name has stack slots for each representation it ever has; the state says which of them holds it at
the present point, whether it is certainly bound, and what constant or range is known. States are
joined where ways meet. Arrays and lists are counted: a slot that holds one which does not live as
long as the call keeps a reference in `held`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, final

from nbc.errors import Position
from nbc.native.lower.assembly import NotNative
from nbc.native.lower.joining import convert, join
from nbc.native.lower.releasing import RELEASE, RELEASE_LIST, RELEASE_LISTS, RETAIN
from nbc.native.lower.text import Text
from nbc.native.lower.values import (
    UNKNOWN,
    Value,
    from_registers,
    register_types,
    registers,
)
from nbc.native.reps import ArrayRep, ListRep, Rep, ScalarRep, StaticRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

FUEL = 1 << 14
"""Units of work (loop rounds) before the first poll."""


@final
@dataclass(frozen=True, slots=True)
class Binding:
    """What a name holds at a point. `template` has the representation and what is known; its
    registers mean nothing. `value` is a lazy array expression that was not computed yet. A
    `conflict` cannot be read: its representations on two ways, `ways`, do not join. `symbols` say
    how what the slots hold was computed (`nbc.native.lower.facts`)."""

    template: Value
    certain: bool = True
    conflict: bool = False
    value: Value | None = None
    symbols: tuple[str, ...] = ()
    ways: tuple[Value, ...] = ()


class Conflict(NotNative):
    """Raised where a variable is read that has different types on two ways to that line."""

    def __init__(self, name: str, ways: tuple[Value, ...], position: Position) -> None:
        super().__init__(f"{name!r} has different types on two ways to this line", position)
        self.name = name
        self.ways = ways


class NotOnTrustError(Exception):
    """Raised where a loop turns out not to be one that can run on trust."""


class Sequential(NotNative):
    """Raised where rounds of a parallel loop depend on each other."""


@final
class Variables:
    def __init__(self, lowering: Lowering) -> None:
        self.lowering = lowering
        self.state: dict[str, Binding] = {}
        self.fuel = lowering.text.slot("i64", str(FUEL))
        self._slots: dict[tuple[str, Rep], list[str]] = {}
        self._held: dict[tuple[str, Rep], list[str]] = {}
        self._flags: dict[str, str] = {}
        self._lists: dict[str, int] = {}

    # -- reading and writing --------------------------------------------------------------------

    def read(self, name: str) -> Value | None:
        """The value of a variable; None where nothing binds it. A name that may be unbound is
        checked."""
        binding = self.state.get(name)
        if self._is_carried(name, binding):
            raise Sequential(f"{name!r} goes from one round of the loop to the next")
        if binding is None:
            return None
        if binding.conflict:
            raise Conflict(name, binding.ways, self.lowering.position)
        if not binding.certain:
            self._check_bound(name)
        if binding.value is not None:
            del self.state[name]  # it waits only if this is the last time that it is read
            return binding.value
        return self._load(name, binding)

    def write(self, name: str, value: Value) -> None:
        """Binds a variable; a lazy value must have been computed."""
        if any(kept == name for kept, _ in self._held):
            self.compute_pending(reading=name)  # what it held may be read by an expression
        before = self.state.get(name)
        if before is None or not before.certain:
            self.lowering.text.store("i1", "true", self.flag(name))
        out = self.lowering.text
        for slot, (kind, reg) in zip(self.slots(name, value.rep), _typed(value), strict=True):
            out.store(kind, reg, slot)
        self._hold(name, value)
        symbols = tuple(map(self.lowering.facts.symbol, registers(value)))
        self.state[name] = Binding(value, symbols=symbols)

    def write_lazy(self, name: str, value: Value) -> None:
        """Binds a variable to an array expression that is computed where it is read."""
        before = self.state.get(name)
        if before is None or not before.certain:
            self.lowering.text.store("i1", "true", self.flag(name))
        self.state[name] = Binding(value, value=value)

    def peek(self, name: str, binding: Binding) -> Value:
        """The value of a bound variable, whether or not it is certain."""
        return self._load(name, binding) if binding.value is None else binding.value

    def delete(self, name: str) -> None:
        self.state.pop(name, None)
        if name in self._flags:
            self.lowering.text.store("i1", "false", self._flags[name])

    def _load(self, name: str, binding: Binding) -> Value:
        template, out = binding.template, self.lowering.text
        if isinstance(template.rep, StaticRep) or (template.is_constant and not template.items):
            return template
        loaded = [
            out.load(kind, slot)
            for slot, kind in zip(
                self.slots(name, template.rep), register_types(template.rep), strict=True
            )
        ]
        self.lowering.facts.loaded(loaded, binding.symbols)
        if isinstance(template.rep, ArrayRep) and binding.symbols:  # lengths that are known now
            loaded = [symbol if symbol.isdigit() else reg
                      for reg, symbol in zip(loaded, binding.symbols, strict=True)]  # fmt: skip
        return _filled(template, iter(loaded))

    def slots(self, name: str, rep: Rep) -> list[str]:
        """The stack slots of a name in a representation."""
        known = self._slots.get((name, rep))
        if known is None:
            known = [self.lowering.text.slot(kind) for kind in register_types(rep)]
            self._slots[name, rep] = known
        return known

    def flag(self, name: str) -> str:
        """The slot that says whether a name is bound, where that is not certain."""
        known = self._flags.get(name)
        if known is None:
            known = self._flags[name] = self.lowering.text.slot("i1", "false")
        return known

    def _check_bound(self, name: str) -> None:
        out = self.lowering.text
        missing = out.let(f"xor i1 {out.load('i1', self.flag(name))}, true")
        scope = self.lowering.function.variables.get(name)
        kind = "UNBOUND_GLOBAL" if scope == "global" else "UNBOUND_LOCAL"
        self.lowering.trap(kind, missing, text=name)

    # -- chunks of parallel loops ---------------------------------------------------------------

    def begin_round(self) -> None:
        """In a chunk of a parallel loop no variable of a round is there when the next begins."""
        if self.lowering.private is not None and len(self.lowering.loops) == 1:
            kept = self.lowering.code[self.lowering.here].operands
            for name in self.lowering.private - set(kept):
                self.state.pop(name, None)

    def _is_carried(self, name: str, binding: Binding | None) -> bool:
        private = self.lowering.private
        if private is None or name not in private or not self.lowering.loops:
            return False
        return binding is None or not binding.certain

    # -- references -----------------------------------------------------------------------------

    def _hold(self, name: str, value: Value) -> None:
        out = self.lowering.text
        for place, leaf in enumerate(counted(value)):
            held = self._held.setdefault((name, value.rep), [])
            if leaf.held == "static" and len(held) <= place:
                continue
            while len(held) <= place:
                held.append(self._reference(leaf))
            before = out.load("ptr", held[place])
            kept = "null" if leaf.held == "static" else owner_of(leaf)
            if kept != "null":
                retain(out, leaf)
                self.lowering.assembly.declare("retain", RETAIN)
            out.store("ptr", kept, held[place])
            self._give_up(before, leaf)

    def _give_up(self, owner: str, value: Value) -> None:
        """Releases what a variable no longer holds; what stands on the stack may still be it."""
        if not self.lowering.stack:
            self._release(owner, depth=depth_of(value.rep))
            return
        slot = self._reference(value)
        self.lowering.text.store("ptr", owner, slot)
        self.lowering.temporaries.append(slot)

    def _reference(self, value: Value) -> str:
        """A slot that keeps a reference to an array or list."""
        slot = self.lowering.text.slot("ptr", "null")
        if isinstance(value.rep, ListRep):
            self._lists[slot] = depth_of(value.rep)
        return slot

    def temporary(self, value: Value) -> Value:
        """An array or list that this statement made: released when the statement ends, unless a
        variable took it over."""
        if self.lowering.deferral is not None:
            raise NotOnTrustError
        slot = self._reference(value)
        self.lowering.text.store("ptr", owner_of(value), slot)
        self.lowering.temporaries.append(slot)
        return replace(value, held="owned")

    def release_temporaries(self, start: int = 0, end: int | None = None) -> None:
        """At the end of a statement; or some of them, before."""
        out = self.lowering.text
        for slot in self.lowering.temporaries[start:end]:
            if not out.closed:
                self._release(out.load("ptr", slot), depth=self._lists.get(slot, 0))
                out.store("ptr", "null", slot)
        del self.lowering.temporaries[start:end]

    def release_all(self) -> None:
        """Before the function returns."""
        out = self.lowering.text
        held = [slot for slots in self._held.values() for slot in slots]
        for slot in [*self.lowering.temporaries, *held]:
            self._release(out.load("ptr", slot), depth=self._lists.get(slot, 0))

    def _release(self, owner: str, *, depth: int) -> None:
        """`depth`: 0 for an array, 1 for a list, more for lists of lists, -1 for a dict."""
        declare = self.lowering.assembly.declare
        declare("noodle_release", RELEASE)
        if depth > 0:
            declare("list.release.1", RELEASE_LIST)
        if depth < 0:
            declare("map.release", RELEASE_LIST.replace("list.release.1", "map.release")
                    .replace("i64 11", "i64 12"))  # fmt: skip
        for level in range(2, depth + 1):
            text = RELEASE_LISTS.replace("LOWER", str(level - 1)).replace("LEVEL", str(level))
            declare(f"list.release.{level}", text)
        function = f"list.release.{depth}" if depth > 0 else "noodle_release"
        function = "map.release" if depth < 0 else function
        self.lowering.text.do(f"call void @{function}(ptr %ctx, ptr {owner})")

    # -- joining --------------------------------------------------------------------------------

    def joined(self, a: dict[str, Binding], b: dict[str, Binding]) -> dict[str, Binding]:
        """What is known where two ways meet."""
        result: dict[str, Binding] = {}
        for name in {**a, **b}:  # in an order of its own: the text must be the same every time
            one, two = a.get(name), b.get(name)
            if one is None or two is None:
                only = one or two
                assert only is not None
                result[name] = replace(only, certain=False, value=None)
                continue
            result[name] = self._join_binding(one, two)
        return result

    def _join_binding(self, one: Binding, two: Binding) -> Binding:
        certain = one.certain and two.certain
        if one is two and one.value is None and not one.conflict:
            return one
        if one.value is not None and one.value is two.value:
            return replace(one, certain=certain)
        template = None if one.conflict or two.conflict else join(one.template, two.template)
        if template is None:
            ways = (*(one.ways or (one.template,)), *(two.ways or (two.template,)))
            return Binding(one.template, certain, conflict=True, ways=ways)
        symbols = self.lowering.facts.joined(template.rep, one.symbols, two.symbols)
        return Binding(template, certain, symbols=symbols)

    def adapt(self, wanted: dict[str, Binding]) -> None:
        """At the end of a way: puts each variable where `wanted` says it is."""
        out = self.lowering.text
        for name, target in wanted.items():
            have = self.state.get(name)
            if have is None or target.conflict:
                continue
            if not target.certain and have.certain:
                out.store("i1", "true", self.flag(name))
            same = have.template.rep == target.template.rep and have.value is None
            if target.value is not None:
                continue
            if same and not (have.template.is_constant and not target.template.is_constant):
                continue
            value = self._load(name, have) if have.value is None else have.value
            value = convert(self.lowering, value, target.template.rep)
            types = _typed(value)
            for slot, (kind, reg) in zip(self.slots(name, value.rep), types, strict=True):
                out.store(kind, reg, slot)
            if have.template.rep != target.template.rep:
                self._hold(name, replace(value, held="borrowed"))

    def compute_pending(self, reading: str | None = None) -> None:
        """Computes the array expressions that variables still stand for: before a way divides, or
        before something is written that they read."""
        from nbc.native.lower.arrays import materialise  # lazy: arrays build on variables

        for name in list(self.state):
            binding = self.state[name]
            if binding.value is not None and name != reading:
                start = len(self.lowering.temporaries)
                made = materialise(self.lowering, binding.value)
                end = len(self.lowering.temporaries)
                self.state[name] = replace(binding, value=None)
                self.write(name, made)
                self.release_temporaries(start, end)


def counted(value: Value) -> Iterator[Value]:
    """The arrays and lists in a value."""
    if value.items:
        for item in value.items:
            yield from counted(item)
    elif value.is_array or isinstance(value.rep, ListRep):
        yield value


def depth_of(rep: Rep) -> int:
    """How many levels of lists there are; -1 for the handle of a dict or set."""
    if isinstance(rep, ListRep) and rep.item.__class__ is StaticRep and rep.item.kind == "map":
        return -1
    return 1 + depth_of(rep.item) if isinstance(rep, ListRep) else 0


def owner_of(value: Value) -> str:
    return value.owner if value.is_array else value.regs[0]


def retain(out: Text, value: Value) -> None:
    out.do(f"call void @retain(ptr {owner_of(value)})")


def _typed(value: Value) -> list[tuple[str, str]]:
    return list(zip(register_types(value.rep), registers(value), strict=True))


def _filled(template: Value, loaded: Iterator[str]) -> Value:
    """The template with registers; constants in it stay what they are."""
    if template.items:
        items = tuple(_filled(item, loaded) for item in template.items)
        return Value(template.rep, items=items)
    if isinstance(template.rep, StaticRep):
        return template
    value = from_registers(template.rep, loaded, held="borrowed")
    if template.is_constant and isinstance(template.rep, ScalarRep):
        return replace(template, held="borrowed")
    held = "static" if template.held == "static" else "borrowed"
    return replace(value, range=template.range, held=held, constant=template.constant)


__all__ = ["FUEL", "RETAIN", "UNKNOWN", "Binding", "Variables", "counted", "retain"]
