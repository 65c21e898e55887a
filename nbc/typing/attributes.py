"""Typing rules of attributes: rows of the builtins table, modules' names, certain mistakes."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from nbc.builtins import CallTypes, RuleError, lookup, member
from nbc.bytecode.module import Instruction
from nbc.types.indexing import scalar_of
from nbc.types.model import (
    I64,
    OBJECT,
    Array,
    BuiltinType,
    ClassType,
    Dim,
    MethodType,
    ModuleType,
    Scalar,
    Tuple,
    Type,
)
from nbc.types.shapes import size
from nbc.typing.fixes import renamed
from nbc.typing.frame import RULES, Frame
from nbc.typing.live import imported, module_attribute
from nbc.typing.report import did_you_mean
from nbc.typing.samples import builtin_class, sample_class
from nbc.typing.words import worded

_RESHAPING = frozenset({"shape", "dtype", "strides", "data"})
_NAMESPACES = frozenset({"sys.modules", "sys._getframe", "inspect.currentframe", "builtins.exec",
                         "builtins.globals", "builtins.eval"})  # fmt: skip


def _attribute(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return attribute(frame, taken[0], ins.operands[0])


def _update_attribute(frame: Frame, ins: Instruction, taken: list[Type]) -> list[Type]:
    return [taken[0], attribute(frame, taken[0], ins.operands[0])]


def attribute(frame: Frame, owner: Type, name: str) -> Type:
    """The type of `owner.name`."""
    if isinstance(owner, ModuleType):
        return _of_module(frame, owner.name, name)
    if isinstance(owner, Array):
        return _of_array(frame, owner, name)
    if isinstance(owner, ClassType):
        return _of_class(owner, name)
    if isinstance(owner, Scalar) and owner.weak is None:
        return OBJECT
    row = member(owner, name)
    if row is not None:
        return _by_row(owner, name) or OBJECT
    kind = builtin_class(owner)
    if kind is None or kind in ("function", "module"):
        return OBJECT
    cls = sample_class(kind)
    if not hasattr(cls, name):
        _missing(frame, worded(owner), name, dir(cls))
    return OBJECT


def _of_module(frame: Frame, module: str, name: str) -> Type:
    full = f"{module}.{name}"
    if full in _NAMESPACES or module == "__main__":
        frame.engine.open_namespace(frame.state)
        return OBJECT
    if module in frame.engine.patched:
        return OBJECT
    found = module_attribute(module, name)
    if found is not None:
        return found
    submodule = imported(full)
    if isinstance(submodule, ModuleType) and full in sys.modules:
        return submodule
    if name.startswith("__") and name.endswith("__"):
        return OBJECT  # every module has some that `dir` does not list
    live = sys.modules[module]
    names = [each for each in dir(live) if not each.startswith("_")]
    _missing(frame, f"module {module}", name, names)
    return OBJECT


def _missing(frame: Frame, owner: str, name: str, names: Iterable[str]) -> None:
    meant = did_you_mean(name, names)
    hint = f"did you mean '{meant}'?" if meant else None
    frame.report("N2006", f"{owner} has no attribute '{name}'", AttributeError, hint=hint,
                 fixes=renamed(frame, name, meant), may_warn=False)  # fmt: skip


def _by_row(owner: Type, name: str) -> Type | None:
    row = member(owner, name)
    if row is None:
        return None
    if row.kind == "method":
        return MethodType(row.name, owner)
    if row.kind in ("attribute", "constant"):
        try:
            return row.rule(CallTypes((), {}, owner))
        except RuleError:
            return OBJECT
    return BuiltinType(row.name)


def _of_class(owner: ClassType, name: str) -> Type:
    """Class methods and static ones have rows that take no receiver; others are unbound."""
    row = lookup(f"{owner.name}.{name}") if owner.key is None else None
    return BuiltinType(row.name) if row is not None and row.kind == "function" else OBJECT


def _of_array(frame: Frame, owner: Array, name: str) -> Type:
    rule = _ARRAY_ATTRIBUTES.get(name)
    if rule is not None:
        return rule(owner)
    found = _by_row(owner, name)
    if found is not None:
        return found
    numpy = sys.modules.get("numpy")
    if numpy is not None and not hasattr(numpy.ndarray, name):
        _missing(frame, "numpy.ndarray", name, dir(numpy.ndarray))
    return OBJECT


def _shape(owner: Array) -> Type:
    if owner.dims is None:
        return Tuple(None)
    return Tuple(tuple(_length(dim) for dim in owner.dims))


def _length(dim: Dim) -> Type:
    return Scalar("i64", True, dim) if isinstance(dim, int) else I64


def _ndim(owner: Array) -> Type:
    return I64 if owner.dims is None else Scalar("i64", True, len(owner.dims))


def _size(owner: Array) -> Type:
    return Scalar("i64", True, size(owner.dims))


def _transposed(owner: Array) -> Type:
    return Array(owner.dtype, None if owner.dims is None else owner.dims[::-1])


def _part(owner: Array) -> Type:
    if owner.dtype is None or scalar_of(owner.dtype) is OBJECT:
        return OBJECT
    parts = {"c64": "f32", "c128": "f64"}
    return Array(parts.get(owner.dtype, owner.dtype), owner.dims)


def _flag(owner: Array) -> Type:
    return I64


_ARRAY_ATTRIBUTES = {"shape": _shape, "ndim": _ndim, "size": _size, "T": _transposed,
                     "real": _part, "imag": _part, "itemsize": _flag, "nbytes": _flag}  # fmt: skip


def _store_attribute(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    owner, name = taken[-1], ins.operands[0]
    if isinstance(owner, ModuleType):
        frame.engine.patched.add(owner.name)
        if owner.name in ("__main__", "builtins"):
            frame.engine.open_namespace(frame.state)
    elif name in _RESHAPING:
        frame.engine.reshaped = True
    elif builtin_class(owner) not in (None, "function", "module"):
        frame.report("N2006", f"{worded(owner)} takes no attribute '{name}'", AttributeError,
                     may_warn=False)  # fmt: skip


RULES.update({"attribute": _attribute, "update_attribute": _update_attribute,
              "store_attribute": _store_attribute})  # fmt: skip
