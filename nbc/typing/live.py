"""What live objects of Python stand for: builtins, NumPy's functions, modules.

Real objects decide, never names alone: `np.zeros` is the row `numpy.zeros` only if the attribute
still is NumPy's. Nothing here runs a person's code.
"""

from __future__ import annotations

import builtins
import sys
from functools import cache
from types import BuiltinFunctionType
from types import FunctionType as PythonFunction
from types import ModuleType as PythonModule
from typing import Any

from nbc.builtins import CallTypes, lookup, noodle_name
from nbc.types.model import OBJECT, BuiltinType, ClassType, ModuleType, Object, Type
from nbc.types.of import class_name, type_of

NOODLE_NAMES = frozenset(
    "bool i8 i16 i32 i64 u8 u16 u32 u64 f16 f32 f64 c64 c128 bigint parallel prange".split()
)
"""Names that every cell has without an import, beside Python's builtins."""

SESSION_NAMES = frozenset(
    "__name__ __doc__ __file__ __builtins__ __annotations__ __spec__ __loader__ __package__ "
    "__debug__ __build_class__ __class__ get_ipython display exit quit In Out _ __ ___ _i _ih "
    "_oh _dh __session__".split()
)
"""Names that some front ends define only while a cell runs."""

_CERTAIN_MODULES = frozenset({"numpy", "math"})
"""Modules whose names are known before they are imported."""

_NUMPY_CALLABLES = frozenset({"numpy.ufunc", "numpy._ArrayFunctionDispatcher"})


def builtin_type(name: str) -> Type | None:
    """The type of a name that neither the cell nor the environment defines; None: undefined."""
    if name in builtins.__dict__:
        return _of_builtin(name)
    return OBJECT if name in NOODLE_NAMES or name in SESSION_NAMES else None


@cache
def _of_builtin(name: str) -> Type:
    value = builtins.__dict__[name]
    return known_object(value) or type_of(value)


def known_object(value: Any) -> Type | None:
    """The row of the builtins table that a function or class is, if it is one."""
    own = noodle_name(value)
    if own is not None and lookup(own) is not None:
        return BuiltinType(own)
    cls = type(value)
    if cls is BuiltinFunctionType:
        return _known(value.__module__, value.__name__, value)
    if cls is type:
        return ClassType(class_name(value))
    if cls.__module__ == "numpy" and class_name(cls) in _NUMPY_CALLABLES:
        module = getattr(value, "__module__", None) or "numpy"
        return _known(module, value.__name__, value)
    if cls is PythonFunction and str(value.__module__).partition(".")[0] == "numpy":
        return _known(value.__module__, value.__name__, value)
    return None


def _known(module: object, name: str, value: Any) -> Type | None:
    if not isinstance(module, str):
        return None
    holder = builtins if module == "builtins" else sys.modules.get(module)
    if holder is None or vars(holder).get(name) is not value:
        return None
    full = name if module == "builtins" else f"{module}.{name}"
    return BuiltinType(full) if lookup(full) is not None else None


def imported(name: str) -> Type:
    """The type of a module that an import statement binds."""
    live = sys.modules.get(name)
    if live is not None:
        return ModuleType(name) if type(live) is PythonModule else OBJECT
    return ModuleType(name) if name.partition(".")[0] in _CERTAIN_MODULES else OBJECT


def module_attribute(module: str, name: str) -> Type | None:
    """The type of an attribute of a module; None where the module certainly has none."""
    live = sys.modules.get(module)
    if live is None:
        return _by_row(f"{module}.{name}") or OBJECT
    space = PythonModule.__getattribute__(live, "__dict__")
    if name in space:
        return _of_attribute(module, name, space[name])
    return OBJECT if may_have(live, module, name) else None


def may_have(live: PythonModule, module: str, name: str) -> bool:
    """Whether an attribute that a module lacks now may still be there when it is asked for."""
    if module == "numpy":
        return f"numpy.{name}" in sys.modules or _numpy_provides(live, name)
    if module.partition(".")[0] not in sys.stdlib_module_names or hasattr(live, "__path__"):
        return True
    return "__getattr__" in vars(live)


def _numpy_provides(live: PythonModule, name: str) -> bool:
    """NumPy makes some of its names when they are first used, and says which."""
    listed = dir(live)
    return name in listed or name.startswith("__")


def _of_attribute(module: str, name: str, value: Any) -> Type:
    if type(value) is PythonModule:
        return type_of(value)
    if type(value) is type:
        return ClassType(class_name(value))
    row = _by_row(f"{module}.{name}")
    if isinstance(row, BuiltinType):
        return row if _genuine(module, value) else OBJECT
    return known_object(value) or _plain(value)


def _genuine(module: str, value: Any) -> bool:
    """Whether a function is the module's own work and not something put there."""
    if type(value) is PythonFunction:
        return str(value.__module__).partition(".")[0] == module.partition(".")[0]
    return type(value) is BuiltinFunctionType or type(value).__module__ == "numpy"


def _plain(value: Any) -> Type:
    """Constants are known, other objects are anything: a module may rebind them."""
    kind = type_of(value)
    return OBJECT if isinstance(kind, Object) else kind


def _by_row(full: str) -> Type | None:
    row = lookup(full)
    if row is None:
        return None
    if row.kind == "constant":
        return row.rule(CallTypes(()))
    return BuiltinType(full)
