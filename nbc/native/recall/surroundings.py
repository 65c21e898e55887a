"""The key of a unit: all that lowering it may depend on, looked up without lowering it.

Every global that the unit's functions may read is described, and every attribute that they may ask
a module for: functions of Noodle by what they say (theirs in turn), functions and classes of
libraries by the place where they are found (`identity.py`), data by its representation, numbers of
modules by their value. What has no description is noted as such. Two processes with equal keys
lower alike, as long as lowering looks at nothing that has none: `covers` checks that before what it
found is kept.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from hashlib import blake2b
from types import ModuleType
from typing import Any, Final, final

from nbc.bytecode.effects import bound_names
from nbc.bytecode.module import Module
from nbc.functions import FUNCTIONS
from nbc.native.recall.content import Content, content_of, names_read
from nbc.native.recall.identity import Description, constant, is_fixed, maker, place_of
from nbc.native.reps import Rep
from nbc.native.signature import rep_of
from nbc.native.statics import (
    MISSING,
    Consulted,
    global_value,
    is_dispatcher,
    is_static,
)
from nbc.native.unit import Unit

_UNKNOWN: Final = ("?",)
_ABSENT: Final = ("absent",)


@final
@dataclass(frozen=True, slots=True)
class Surroundings:
    """`functions`: those of Noodle that the code may be made of, the unit's own first, with lines
    counted from `line`. `globals`: those that are described, with their values (or MISSING)."""

    key: bytes
    line: int
    functions: tuple[tuple[Module, int], ...]
    globals: dict[str, Any]
    _reps: dict[str, Rep] = field(repr=False)
    _attributes: dict[tuple[int, str], Any] = field(repr=False)
    _keep: tuple[Any, ...] = field(repr=False)

    def covers(self, consulted: Consulted) -> bool:
        """Whether the key says all that lowering looked at, and as it still was then."""
        return all(
            self.globals.get(name, self) is value for name, value in consulted.globals.items()
        ) and all(
            is_fixed(owner, asked[1]) or self._attributes.get(asked, self) is value
            for asked, (owner, value) in consulted.attributes.items()
        )

    def has(self, name: str, rep: Rep) -> bool:
        """Whether a global was described as data of a representation."""
        return self._reps.get(name) == rep


def survey(unit: Unit) -> Surroundings:
    """What is around a unit now."""
    walk = _Walk(unit)
    described = walk.all_globals()
    attributes = walk.all_attributes()
    numpy = sys.modules.get("numpy")
    told = (
        sys.version, getattr(numpy, "__version__", None), unit.region, unit.inputs, unit.outputs,
        unit.level, content_of(unit.module, unit.index).digest, described, attributes,
    )  # fmt: skip
    key = blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=20, person=b"unit")
    return Surroundings(
        key.digest(), walk.line, tuple(walk.functions.values()), walk.globals,
        walk.reps, walk.attributes, tuple(walk.modules),
    )  # fmt: skip


@final
class _Walk:
    """From name to name, and then from module to module."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.line = unit.module.functions[unit.index].position[0]
        self.functions: dict[tuple[int, int], tuple[Module, int]] = {}
        self.globals: dict[str, Any] = {}
        self.reps: dict[str, Rep] = {}
        self.attributes: dict[tuple[int, str], Any] = {}
        self.modules: list[ModuleType] = []
        self._asked: set[str] = set()
        self._direct: set[str] = set()

    # -- globals ---------------------------------------------------------------------------------

    def all_globals(self) -> list[tuple[str, Description]]:
        unit = self.unit
        content = self._take(unit.module, unit.index)
        waiting = sorted(content.names if unit.region is None else self._names_of_region())
        described: dict[str, Description] = {}
        while waiting:
            name = waiting.pop()
            if name not in described:
                described[name], names = self._global(name)
                waiting += sorted(names)
        return sorted(described.items())

    def _names_of_region(self) -> set[str]:
        """Those that are read there, and in a cell the variables of the region itself."""
        module, function = self.unit.module, self.unit.module.functions[self.unit.index]
        start, stop = self.unit.region or (0, 0)
        names = set(names_read(function, start, stop))
        for ins in function.instructions[start:stop]:
            if function.kind == "cell":
                names.update(bound_names(ins))
            for operand, value in zip(ins.op.operands, ins.operands, strict=False):
                if operand.kind == "fn":
                    names |= content_of(module, value).names
        return names

    def _global(self, name: str) -> tuple[Description, frozenset[str]]:
        """A global's description, and the globals that it reads itself."""
        try:
            value = global_value(self.unit.namespace, name)
        except KeyError:
            self.globals[name] = MISSING
            return _ABSENT, frozenset()
        names: frozenset[str] = frozenset()
        found = FUNCTIONS.lookup(value)
        if found is not None:
            names = content_of(*found).names
        described = self._value(name, value)
        if described is None:
            return _UNKNOWN, frozenset()
        self.globals[name] = value
        return described, names

    def _value(self, name: str, value: Any) -> Description | None:
        """A global's description; None where there is none."""
        if is_static(value, FUNCTIONS.lookup):
            return self._static(value)
        rep = rep_of(value)
        if rep is None:
            return "opaque", type(value).__name__
        self.reps[name] = rep
        return "data", repr(rep)

    def _static(self, value: Any) -> Description | None:
        if is_dispatcher(value):
            return None
        found = FUNCTIONS.lookup(value)
        if found is not None:
            return self._function(value, *found)
        if isinstance(value, ModuleType):
            return self._module(value)
        return place_of(value)

    def _function(self, function: Any, module: Module, index: int) -> Description | None:
        """One of Noodle's: what it says, and what a call of it looks at."""
        defaults = [constant(value) for value in function.__defaults__ or ()]
        if None in defaults:
            return None
        content = self._take(module, index)
        here = function.__globals__ is self.unit.namespace
        line = module.functions[index].position[0] - self.line
        return "function", content.digest, line, here, bool(function.__closure__), defaults

    def _take(self, module: Module, index: int) -> Content:
        """Notes a function that the code may be made of, and those inside."""
        content = content_of(module, index)
        for number in (index, *content.inside):
            self.functions.setdefault((id(module), number), (module, number))
        self._asked |= content.attributes
        self._direct |= content.direct
        return content

    # -- attributes of modules -------------------------------------------------------------------

    def _module(self, module: ModuleType) -> Description | None:
        name = getattr(module, "__name__", None)
        if type(module) is not ModuleType or sys.modules.get(str(name)) is not module:
            return None
        if not any(module is known for known in self.modules):
            self.modules.append(module)
        return "module", name

    def all_attributes(self) -> list[Any]:
        """What the modules have under the names that are asked for, in the order in which the
        modules were found; more are found on the way."""
        told = []
        for module in self.modules:
            for name in sorted(self._asked):
                described = self._attribute(module, name)
                if described != _ABSENT:
                    told.append((module.__name__, name, described))
        return told

    def _attribute(self, module: ModuleType, name: str) -> Description | None:
        """An attribute that a module makes when it is asked is made if a global is asked for it:
        lowering would ask too."""
        value = vars(module).get(name, MISSING)
        if value is MISSING and "__getattr__" in vars(module):
            if name not in self._direct:
                return None
            value = getattr(module, name, MISSING)
        known = _ABSENT if value is MISSING else constant(value) or maker(value)
        if known is None and is_static(value, FUNCTIONS.lookup):
            known = self._static(value)
        if known is not None:
            self.attributes[id(module), name] = value
        return known
