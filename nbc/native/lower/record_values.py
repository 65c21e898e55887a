"""Records (classes with Noodle fields) that do not leave native code: their fields are registers.

A record is built, read, compared and passed on; storing into a field, and a record that native code
is given or gives back, stay on the VM.
"""

from __future__ import annotations

import dataclasses
from types import FunctionType
from typing import TYPE_CHECKING, Any

from nbc.native.lower.casts import literal
from nbc.native.lower.conforming import conform
from nbc.native.lower.values import Value
from nbc.native.reps import PartsRep, ScalarRep, StaticRep
from nbc.runtime.conform import parsed
from nbc.runtime.records import is_plain_record

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def construct(
    lowering: Lowering, cls: Any, values: list[Value], keywords: dict[str, Value]
) -> Value | None:
    """`cls(*values, **keywords)`; None where the class is no record that builds itself."""
    if not is_plain_record(cls):
        return None
    given, rest, items = list(values), dict(keywords), []
    for place, entry in enumerate(dataclasses.fields(cls)):
        text = cls.__noodle_fields__.get(entry.name)
        if text is None or not entry.init or entry.kw_only:
            lowering.refuse(f"field {entry.name!r} has no Noodle type")
        if place < len(given):
            value = given[place]
        elif entry.name in rest:
            value = rest.pop(entry.name)
        elif entry.default is not dataclasses.MISSING:
            value = _default(lowering, entry.default)
        else:
            lowering.refuse(f"{cls.__name__}() is called without {entry.name!r}")
        items.append(conform(lowering, value, parsed(text), text, f"field {entry.name!r}"))
    if rest or len(given) > len(items):
        lowering.refuse(f"{cls.__name__}() is called with other arguments than its fields")
    return Value(PartsRep("record", tuple(item.rep for item in items), cls), items=tuple(items))


def _default(lowering: Lowering, value: Any) -> Value:
    """A default is conformed already, so it may be one of NumPy's scalars."""
    rep = lowering.assembly.rep_of(value)
    if isinstance(rep, ScalarRep) and not rep.weak:
        return Value(rep, literal(value.item(), rep.dtype))
    return lowering.constant(value)


def attribute(lowering: Lowering, owner: Value, name: str) -> Value:
    """A field, or a method bound to the record."""
    assert isinstance(owner.rep, PartsRep)
    cls = owner.rep.key
    names = [entry.name for entry in dataclasses.fields(cls)]
    if name in names:
        return owner.items[names.index(name)]
    method = getattr(cls, name, None)
    if isinstance(method, FunctionType) and lowering.assembly.functions_of(method) is not None:
        return Value(StaticRep("bound", name), constant=method, items=(owner,))
    return lowering.refuse(f"attribute {name!r} of a record has no native form")
