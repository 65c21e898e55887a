"""One LLVM module being written: the functions of a unit, and what they share.

The unit's own function comes first; calls to other Noodle functions add instances, one per function
and representations of arguments. Places, declarations and notes are gathered here, and so are the
globals that the code turned out to read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, final

from nbc.bytecode.module import Module
from nbc.errors import Position
from nbc.native.reps import ListRep, Rep, ScalarRep, slots
from nbc.native.statics import Consulted
from nbc.native.unit import Note, Place, Refusal, Unit

_FIRST_NODE = 100
"""Nodes below are the same in every module."""


class NotNative(Exception):
    """Raised while lowering where an instruction has no native form."""

    def __init__(self, reason: str, position: Position | None = None) -> None:
        super().__init__(reason)
        self.refusal = Refusal(reason, position)


@final
@dataclass(slots=True)
class Instance:
    """A Noodle function for one set of representations. `result` is None until it is known."""

    symbol: str
    module: Module
    index: int
    parameters: tuple[Rep, ...]
    ranges: tuple[tuple[int, int] | None, ...]
    on_trust: bool = False
    result: Rep | None = None
    busy: bool = True
    recursive: bool = False
    pure: bool = False


@final
@dataclass(slots=True)
class Assembly:
    """`late`: functions that are compiled when they are first needed; `nests`: array loops that
    became functions. `stored`: globals that the unit itself rebinds, which no callee may read."""

    unit: Unit
    rep_of: Callable[[Any], Rep | None]
    functions_of: Callable[[Any], tuple[Module, int] | None]
    bodies: list[str] = field(default_factory=list)
    declarations: dict[str, str] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    late: dict[str, str] = field(default_factory=dict)
    nests: dict[str, str] = field(default_factory=dict)
    instances: dict[tuple[Any, ...], Instance] = field(default_factory=dict)
    shared: dict[str, tuple[int, Rep]] = field(default_factory=dict)
    statics: dict[str, Any] = field(default_factory=dict)
    list_items: dict[tuple[int, int, int], ScalarRep | ListRep] = field(default_factory=dict)
    stored: frozenset[str] = frozenset()
    metadata: list[str] = field(default_factory=list)
    numbers: int = 0
    consulted: Consulted = field(default_factory=Consulted)
    _places: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def declare(self, name: str, text: str) -> None:
        """Makes a symbol known to the module; `text` is its declaration or definition."""
        self.declarations.setdefault(name, text)

    def describe(self, text: str) -> str:
        """A metadata node, by its name. `SELF` in the text is that name."""
        name = f"!{_FIRST_NODE + len(self.metadata)}"
        self.metadata.append(f"{name} = {text.replace('SELF', name)}")
        return name

    def place(self, module: Module, index: int, position: Position, text: str = "") -> int:
        """The number of a place in the source, for traps and traces."""
        key = (id(module), index, position, text)
        number = self._places.get(key)
        if number is None:
            number = self._places[key] = len(self.places)
            self.places.append(Place(module, index, position, text))
        return number

    def note(self, kind: str, position: Position, text: str, instead_of: str = "") -> None:
        """`instead_of`: the kind of what was said there before and no longer holds."""
        note = Note(kind, position, text)
        if instead_of:
            gone = (kind, instead_of)
            self.notes = [x for x in self.notes if x.position != position or x.kind not in gone]
        if note not in self.notes:
            self.notes.append(note)

    def fresh(self, stem: str) -> str:
        """A symbol's name that nothing else in the module has."""
        self.numbers += 1
        return f"{stem}.{self.numbers}"

    # -- globals --------------------------------------------------------------------------------

    def share(self, name: str, rep: Rep) -> int:
        """The first slot of a global that is passed in with every call."""
        known = self.shared.get(name)
        if known is None:
            first = sum(slots(rep) for _, rep in self.unit.inputs)
            first += sum(slots(other) for _, other in self.shared.values())
            known = self.shared[name] = (first, rep)
        return known[0]

    def global_value(self, name: str) -> Any:
        """The value of a global or builtin now. Raises KeyError where there is none."""
        return self.consulted.note_global(self.unit.namespace, name)

    def attribute(self, owner: Any, name: str) -> Any:
        """An attribute of a static object now. Raises AttributeError."""
        return self.consulted.note_attribute(owner, name)
