"""What a loop makes of variables: which constants hold in it, and forms that hold two types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nbc.native.lower.joining import join
from nbc.native.lower.values import Value, without_constant
from nbc.native.lower.variables import Binding, Conflict
from nbc.native.reps import StaticRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

State = dict[str, Binding]


def loosened(value: Value) -> Value:
    if value.items:
        return Value(value.rep, items=tuple(loosened(item) for item in value.items))
    if isinstance(value.rep, StaticRep):
        return value
    return without_constant(value)


def settled_by(entry: State, conflict: Conflict) -> State:
    """The head of a loop in which a variable is read that has two types there: one that holds both,
    as far as what the variable was before the loop allows it."""
    binding = entry.get(conflict.name)
    template = None if binding is None else _with_ways(binding.template, conflict.ways)
    if binding is None or template is None:
        raise conflict
    return {**entry, conflict.name: Binding(loosened(template), binding.certain)}


def settled_conflicts(entry: State, joined: State) -> State:
    """What comes round, with variables of two types in a form that holds both."""
    made = dict(joined)
    for name, binding in joined.items():
        was = entry.get(name)
        if binding.conflict and was is not None and not was.conflict:
            template = _with_ways(was.template, binding.ways)
            if template is not None:
                made[name] = Binding(template, binding.certain)
    return made


def _with_ways(template: Value, ways: Sequence[Value]) -> Value | None:
    """A variable's form that holds what it was before a loop, and what it is on ways in it."""
    joined: Value | None = template
    for way in ways:
        if joined is not None and way.rep != template.rep:
            joined = join(joined, way)
    return joined


_MODES = ("proved", "careful", "private", "reassociates", "deferral", "guard", "here", "pc")


def modes(lowering: Lowering) -> dict[str, Any]:
    """How code is being written: put back where what was written is given up half way."""
    kept = {name: getattr(lowering, name) for name in _MODES}
    return {**kept, "loop": lowering.facts.loop}


def put_back(lowering: Lowering, kept: dict[str, Any]) -> None:
    for name in _MODES:
        setattr(lowering, name, kept[name])
    lowering.facts.loop = kept["loop"]
