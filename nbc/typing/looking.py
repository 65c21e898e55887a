"""`look`: the types of everything in a cell, for hovers and completion while it is written.

The walk is that of `check`; what is wrong is of no interest here, so it also goes into functions
that the cell does not call, with what their annotations say. Types that differ from one pass to the
next (rounds of a loop, calls with other arguments) are joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, final

from nbc.bytecode.module import Module
from nbc.errors import Position
from nbc.types.join import join, without_value
from nbc.types.model import NEVER, Type
from nbc.typing.engine import Engine
from nbc.typing.frame import Frame
from nbc.typing.infer import parameter_types
from nbc.typing.model import Functions, NoFunctions
from nbc.typing.state import State


@final
@dataclass(frozen=True, slots=True)
class Seen:
    """`types`: of the variables that the cell stores, at its end; `places`: of expressions and of
    targets, by the place of their tree; `variables` (parameters too) and `returns`: of its
    functions, by index."""

    module: Module
    types: Mapping[str, Type] = field(default_factory=dict)
    places: Mapping[Position, Type] = field(default_factory=dict)
    variables: Mapping[int, Mapping[str, Type]] = field(default_factory=dict)
    returns: Mapping[int, Type] = field(default_factory=dict)


def look(
    module: Module, environment: Mapping[str, Any], functions: Functions | None = None
) -> Seen:
    engine = Engine(module, environment, functions or NoFunctions())
    looker = _Looker(module)
    engine.looked = looker.look
    body = Frame(engine, module, module.body, State())
    body.run()
    engine.certain = False
    for index, function in enumerate(module.functions):
        if index not in looker.returns and function.kind in ("function", "lambda"):
            state = State(parameter_types(function, ()), dict(body.state.shared))
            Frame(engine, module, function, state).run()
    types = {
        name: without_value(kind) for name, kind in body.state.shared.items()
        if kind is not NEVER and not name.startswith("__nbc")
    }  # fmt: skip
    return Seen(module, types, looker.places, looker.variables, looker.returns)


@final
class _Looker:
    """Gathers what the frames of the module's own functions have seen."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._index = {id(function): index for index, function in enumerate(module.functions)}
        self.places: dict[Position, Type] = {}
        self.variables: dict[int, dict[str, Type]] = {}
        self.returns: dict[int, Type] = {}

    def look(self, frame: Frame) -> None:
        if frame.module is not self._module:
            return
        for found in (frame.results or {}, frame.stored):
            for at, kind in found.items():
                _add(self.places, frame.code[at].position, kind)
        index = self._index[id(frame.function)]
        _add(self.returns, index, frame.returned)
        known = self.variables.setdefault(index, {})
        for variables in (frame.arguments, frame.variables):
            for name, kind in variables.items():
                _add(known, name, kind)


def _add(known: dict[Any, Type], key: Any, kind: Type) -> None:
    known[key] = join(known.get(key, NEVER), without_value(kind))
