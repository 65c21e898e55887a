"""What native code depends on by identity, and how a global is looked up.

Lowering asks here, and so does `nbc.native.recall`, which says what lowering found without lowering
again: the two must agree.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, Final, final

from nbc.runtime.names import NAMES

_STATIC = (ModuleType, FunctionType, BuiltinFunctionType, type)


MISSING: Final = object()


@final
@dataclass(slots=True)
class Consulted:
    """What lowering looked up outside the NBC, and what it found (MISSING: nothing): globals by
    name, attributes of static objects by the object's `id`, with the object."""

    globals: dict[str, Any] = field(default_factory=dict)
    attributes: dict[tuple[int, str], tuple[Any, Any]] = field(default_factory=dict)

    def note_global(self, namespace: Mapping[str, Any], name: str) -> Any:
        """As `global_value`."""
        self.globals[name] = MISSING
        value = self.globals[name] = global_value(namespace, name)
        return value

    def note_attribute(self, owner: Any, name: str) -> Any:
        """As `getattr`."""
        self.attributes[id(owner), name] = owner, MISSING
        value = getattr(owner, name)
        self.attributes[id(owner), name] = owner, value
        return value


def global_value(namespace: Mapping[str, Any], name: str) -> Any:
    """The value of a global or builtin now. Raises KeyError where there is none."""
    if name in namespace:
        return namespace[name]
    builtins = namespace.get("__builtins__", {})
    table = builtins if isinstance(builtins, dict) else vars(builtins)
    return table[name]


def is_static(value: Any, functions_of: Callable[[Any], object]) -> bool:
    """Whether native code depends on which object this is, not on its contents."""
    if isinstance(value, _STATIC) or type(value).__module__ == "numpy" and callable(value):
        return True
    if functions_of(value) is not None or is_dispatcher(value):
        return True
    return noodle_name(value) is not None and callable(value)


def is_dispatcher(value: Any) -> bool:
    """Whether a value is a function that numba compiles when it is called."""
    numba: Any = sys.modules.get("numba")
    dispatcher = getattr(getattr(numba, "core", None), "dispatcher", None)
    return dispatcher is not None and isinstance(value, dispatcher.Dispatcher)


def noodle_name(value: Any) -> str | None:
    """The name of what every cell has without an import."""
    return next((name for name, known in NAMES.items() if known is value), None)
