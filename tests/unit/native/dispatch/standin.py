"""A native tier without machine code: what is "compiled" is a Python function.

`StandIn` takes the place of the compiler and the support library. A test gives, by the name of a
function (`f`, or `f.loop`, `cell.loop`), what its native code does; anything else is refused.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, final

import pytest

from nbc.native.dispatch.backend import BACKEND
from nbc.native.reps import INT, NONE
from nbc.native.signature import input_rep
from nbc.native.traps import TRAPS
from nbc.native.unit import Compiled, Place, Refusal, Unit


@final
@dataclass
class Trapped(Exception):
    """Raised by native code of a test: the name of a trap, its values, and places by number."""

    name: str
    values: tuple[int, ...] = (0,) * 6
    place: int = 0
    trace: tuple[int, ...] = ()
    outputs: Any = None


@final
@dataclass(frozen=True)
class State:
    kind: int
    place: int
    values: tuple[int, ...]
    trace: tuple[int, ...]
    depth: int = 0


@final
@dataclass
class StandIn:
    """`code` by name; `units` are those asked for, `calls` how often native code ran."""

    code: dict[str, Callable[..., Any]] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    statics: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    permanent: bool = True
    refuse: Callable[[Unit], bool] = field(default=lambda unit: False)
    units: list[Unit] = field(default_factory=list)
    calls: int = 0

    def compile(self, unit: Unit) -> Compiled | Refusal:
        self.units.append(unit)
        function = unit.module.functions[unit.index]
        name = function.name + (".loop" if unit.region else "")
        code = self.code.get(name)
        if code is None or self.refuse(unit):
            position = function.position
            return Refusal(f"{name} has no native form", position, self.permanent)
        statics = {each: unit.namespace[each] for each in self.statics}
        shared = tuple((each, input_rep(unit.namespace[each])) for each in self.shared)
        made = Unit(unit.module, unit.index, unit.region, unit.inputs, unit.namespace, shared,
                    statics, unit.outputs, unit.level)  # fmt: skip
        outputs = tuple((each, INT) for each in unit.outputs)
        return Compiled(made, 1, NONE, outputs, self.places, keep=code)

    def entry(
        self, name: str, miss: Callable[..., Any], on_trap: Callable[..., Any]
    ) -> StandInEntry:
        return StandInEntry(self, name, miss, on_trap)


@final
class StandInEntry:
    """As the dispatcher of the support library."""

    def __init__(
        self, owner: StandIn, name: str, miss: Callable[..., Any], on_trap: Callable[..., Any]
    ) -> None:  # fmt: skip
        self.owner = owner
        self.miss = miss
        self.on_trap = on_trap
        self.known: list[tuple[Compiled, dict[str, Any]]] = []

    def add(self, compiled: Compiled, namespace: dict[str, Any], **more: Any) -> None:
        self.known.insert(0, (compiled, namespace))

    @property
    def callable(self) -> Callable[..., Any]:
        return self._call

    def _call(self, *arguments: Any) -> Any:
        for compiled, namespace in self.known:
            if self._fits(compiled, namespace, arguments):
                self.owner.calls += 1
                return self._run(compiled, arguments)
        return self.miss(*arguments)

    def _fits(
        self, compiled: Compiled, namespace: dict[str, Any], arguments: tuple[Any, ...]
    ) -> bool:  # fmt: skip
        wanted = [rep for _, rep in compiled.unit.inputs]
        if [input_rep(value) for value in arguments] != wanted:
            return False
        for name, value in compiled.unit.statics.items():
            if namespace.get(name, getattr(builtins, name, None)) is not value:
                return False
        return all(input_rep(namespace.get(name)) == rep for name, rep in compiled.unit.shared)

    def _run(self, compiled: Compiled, arguments: tuple[Any, ...]) -> Any:
        try:
            result = compiled.keep(*arguments)
            return result if compiled.unit.region is None else (*result, None)
        except Trapped as trap:
            state = State(TRAPS[trap.name].number, trap.place, trap.values, trap.trace)
            outputs = trap.outputs
        raised = self.on_trap(compiled, state)
        return raised if compiled.unit.region is None else (*outputs, raised)


@pytest.fixture
def native(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The stand-in, in place."""
    made = StandIn()
    monkeypatch.setattr(BACKEND, "compile", made.compile)
    monkeypatch.setattr(BACKEND, "entry", made.entry)
    return made
