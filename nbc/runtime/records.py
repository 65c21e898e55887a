"""Records: classes whose fields have Noodle types.

    class Point:
        x: f64
        y: f64 = 0.0

`Point(1.0)` builds one, `==` compares fields, and `repr` shows them, as with `dataclasses`; what is
stored in a field conforms to its type (N5011), when it is made and ever after. A class with an
`__init__` of its own keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nbc.bytecode.module import Function
from nbc.errors import AnnotationTrap
from nbc.runtime.conform import conform


def is_record(body: Function) -> bool:
    """Whether a class body declares a field with a Noodle type."""
    return any(ins.op.name == "ANNOTATE_TYPE" for ins in body.instructions)


def field_types(body: Function) -> dict[str, str]:
    """The fields that a class body declares with Noodle types, as text."""
    return {
        ins.operands[0]: ins.operands[1]
        for ins in body.instructions
        if ins.op.name == "ANNOTATE_TYPE"
    }


def record(types: dict[str, str]) -> Callable[[type], type]:
    """The decorator that the class statement of a record applies before any other."""

    def decorate(cls: type) -> type:
        inherited: dict[str, str] = getattr(cls, "__noodle_fields__", {})
        cls.__noodle_fields__ = {**inherited, **types}  # type: ignore[attr-defined]
        if getattr(cls, "__setattr__") is object.__setattr__:  # noqa: B009 - mypy knows better
            setattr(cls, "__setattr__", _store_field)  # noqa: B010
        if "__init__" in cls.__dict__ or not _is_plain(cls):
            return cls
        return dataclass(cls)

    return decorate


def is_plain_record(cls: Any) -> bool:
    """Whether a class is a record whose construction, reading and comparison are all ours."""
    fields = getattr(cls, "__noodle_fields__", None)
    if fields is None or "__dataclass_fields__" not in cls.__dict__:
        return False
    own = {"__post_init__", "__getattribute__", "__getattr__", "__new__", "__slots__"}
    written = any(name in base.__dict__ for base in cls.__mro__[:-1] for name in own)
    stores = getattr(cls, "__setattr__")  # noqa: B009 - mypy knows better
    return is_generated(cls.__init__) and not written and stores is _store_field


def is_generated(method: Any) -> bool:
    """Whether `dataclasses` wrote a method."""
    code = getattr(method, "__code__", None)
    return code is not None and code.co_filename == "<string>"


def _is_plain(cls: type) -> bool:
    """Whether every base is a record or `object`: others have their own way of being made."""
    return all(base is object or hasattr(base, "__noodle_fields__") for base in cls.__bases__)


def _store_field(self: Any, name: str, value: Any) -> None:
    wanted = type(self).__noodle_fields__.get(name)
    if wanted is not None:
        try:
            value = conform(value, wanted)
        except AnnotationTrap as trap:
            trap.message = trap.message.replace("the value", f"field {name!r}", 1)
            trap.args = (trap.message,)
            raise
    object.__setattr__(self, name, value)
