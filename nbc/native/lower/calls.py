"""Calls and attributes: builtins by the tables of lowerings, Noodle functions by instances."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING, Any

from nbc.builtins import lookup, resolve
from nbc.native.lower import numba_calls, registry
from nbc.native.lower.instances import as_argument, call_instance, instance_of, small_argument
from nbc.native.lower.intervals import SMALL
from nbc.native.lower.registry import Arguments, lowers
from nbc.native.lower.values import UNKNOWN, Value, static
from nbc.native.lower.variables import NotOnTrustError
from nbc.native.reps import (
    INT,
    ArrayRep,
    ListRep,
    PartsRep,
    ScalarRep,
    StaticRep,
    StringRep,
    TupleRep,
)
from nbc.native.statics import is_dispatcher
from nbc.runtime.names import NAMES

if TYPE_CHECKING:
    from nbc.bytecode.module import Function, Instruction, Module
    from nbc.native.lower.function import Lowering

_NOT_TRUSTED = frozenset(
    "BREAK RAISE ASSERT_FAIL LOOP FOR_RANGE FOR_EACH DELETE STORE_INDEX STORE_UPDATED_INDEX".split()
)
"""What a function may not do that a loop on trust calls (see `nbc.native.lower.trust`)."""
_NOT_POSITIONAL = frozenset({"keyword_only", "var_positional", "var_keyword"})
_MODULES = ("builtins", "numpy", "math", "cmath", "operator", "numpy.linalg", "numpy.fft")


@lowers("GET_ATTRIBUTE")
def _get_attribute(lowering: Lowering, ins: Instruction) -> None:
    lowering.push(attribute(lowering, lowering.pop(), ins.operands[0]))


def attribute(lowering: Lowering, owner: Value, name: str) -> Value:
    """`owner.name`: of a module or class at once, else by the table."""
    if isinstance(owner.rep, StaticRep) and owner.constant is not UNKNOWN:
        return _static_attribute(lowering, owner.constant, name)
    if isinstance(owner.rep, PartsRep) and owner.rep.kind == "record":
        from nbc.native.lower.record_values import attribute as record_attribute  # lazy: builds on

        return record_attribute(lowering, owner, name)
    prefix = _prefix(owner)
    if prefix is None:
        lowering.refuse(f"attribute {name!r} has no native form here")
    full = prefix + name
    lower = registry.ATTRIBUTES.get(full)
    if lower is not None:
        return lower(lowering, owner)
    if full in registry.CALLS:
        return Value(StaticRep("method", full), items=(owner,))
    return lowering.refuse(f"{full} has no native form")


def _static_attribute(lowering: Lowering, owner: Any, name: str) -> Value:
    try:
        value = lowering.assembly.attribute(owner, name)
    except AttributeError:
        return lowering.refuse(f"there is no attribute {name!r}")
    if isinstance(value, bool | int | float | complex | type(None)):
        return lowering.constant(value)
    if isinstance(owner, ModuleType | type) or callable(value):
        return static("object", f"{getattr(owner, '__name__', '')}.{name}", value)
    return lowering.refuse(f"attribute {name!r} stays on the VM")


def _prefix(owner: Value) -> str | None:
    match owner.rep:
        case ArrayRep():
            return "ndarray."
        case ScalarRep(dtype=dtype, weak=True):
            return {"f64": "float.", "c128": "complex."}.get(dtype, "int.")
        case ScalarRep():
            return "generic."
        case StringRep():
            return "str."
        case ListRep():
            return "list."
        case TupleRep():
            return "tuple."
        case PartsRep(kind="map", key=(str(kind), _)):
            return f"{kind}."
    return None


@lowers("CALL")
def _call(lowering: Lowering, ins: Instruction) -> None:
    positional, names = ins.operands
    given = lowering.take(positional + len(names))
    callee = lowering.pop()
    keywords = dict(zip(names, given[positional:], strict=True))
    lowering.push(call(lowering, callee, given[:positional], keywords))


def call(
    lowering: Lowering, callee: Value, values: list[Value], keywords: dict[str, Value]
) -> Value:
    """`callee(*values, **keywords)`."""
    if isinstance(callee.rep, StaticRep) and callee.rep.kind == "method":
        name = str(callee.rep.key)
        arguments = Arguments(name, [*callee.items, *values], keywords)
        _before_call(lowering, name, keywords)
        return registry.CALLS[name](lowering, arguments)
    if isinstance(callee.rep, StaticRep) and callee.rep.kind == "closure":
        from nbc.native.lower.inlining import call_closure  # lazy: builds on calls

        return call_closure(lowering, callee, values, keywords)
    if isinstance(callee.rep, StaticRep) and callee.rep.kind == "bound":
        values = [*callee.items, *values]
    target = callee.constant
    if not isinstance(callee.rep, StaticRep) or target is UNKNOWN:
        lowering.refuse("what is called here is not known when the code is made")
    made = _constructed(lowering, target, values, keywords)
    return _called(lowering, target, values, keywords) if made is None else made


def _constructed(
    lowering: Lowering, target: Any, values: list[Value], keywords: dict[str, Value]
) -> Value | None:
    """A new exception or record, if that is what is called."""
    if isinstance(target, type) and issubclass(target, BaseException):
        from nbc.native.lower.raising import exception_call  # lazy: builds on the walk

        return exception_call(lowering, target, Arguments("", values, keywords))
    if isinstance(target, type) and hasattr(target, "__noodle_fields__"):
        from nbc.native.lower.record_values import construct  # lazy: builds on calls

        return construct(lowering, target, values, keywords)
    return None


def _called(
    lowering: Lowering, target: Any, values: list[Value], keywords: dict[str, Value]
) -> Value:
    """A call of numba's, Noodle's or a builtin function."""
    if is_dispatcher(target):
        if lowering.assembly.functions_of(target.py_func) is None:
            return numba_calls.call(lowering, target, values, keywords)
        target = target.py_func
    found = lowering.assembly.functions_of(target)
    if found is not None:
        return _call_function(lowering, target, found[0].functions[found[1]], values, keywords)
    row = row_name(target)
    lower = registry.CALLS.get(row) if row else None
    if lower is None:
        shown = row or getattr(target, "__name__", type(target).__name__)
        lowering.refuse(f"{shown}() has no native form")
    _before_call(lowering, row or "", keywords)
    return lower(lowering, Arguments(row or "", values, keywords))


def _before_call(lowering: Lowering, name: str, keywords: Collection[str]) -> None:
    """What a builtin may change is read by waiting expressions before."""
    if "out" in keywords or name in registry.WRITERS:
        lowering.variables.compute_pending()


def row_name(target: Any) -> str | None:
    """The full name of the builtins table's row for a function or class, if it is one."""
    for noodle_name, value in NAMES.items():
        if value is target:
            return noodle_name
    name = getattr(target, "__name__", None)
    if not isinstance(name, str):
        return None
    owner = getattr(target, "__self__", None)
    if type(owner).__name__ == "ufunc":  # a method of a ufunc
        full = f"numpy.{getattr(owner, '__name__', '')}.{name}"
        return full if full in registry.CALLS else None
    home = getattr(target, "__module__", None) or "numpy"
    for module in (home, *_MODULES):
        full = name if module == "builtins" else f"{module}.{name}"
        if lookup(full) is None and full not in registry.CALLS:
            continue
        try:
            if resolve(full) is target:
                return full
        except (AttributeError, ImportError):
            continue
    return None


def _call_function(
    lowering: Lowering, target: Any, function: Function, values: list[Value],
    keywords: dict[str, Value],
) -> Value:  # fmt: skip
    module, index = lowering.assembly.functions_of(target) or (lowering.module, 0)
    if getattr(target, "__globals__", None) is not lowering.assembly.unit.namespace:
        lowering.refuse(f"{function.name}() belongs to another module")
    if function.is_generator or target.__closure__:
        lowering.refuse(f"{function.name}() is a generator or a closure")
    arguments = _matched(lowering, target, function, values, keywords)
    if any(_is_closure(value) for value in arguments):
        from nbc.native.lower.inlining import call_inline  # lazy: builds on calls

        if module is not lowering.module:
            lowering.refuse(f"{function.name}() of another cell is called with a closure")
        return call_inline(lowering, index, arguments)
    _settle(lowering)
    passed = [as_argument(lowering, value) for value in arguments]
    for place in range(len(values)):
        if small_argument(lowering.here, place) in lowering.proved and passed[place].rep == INT:
            passed[place] = replace(passed[place], range=SMALL)
    trusted = lowering.deferral is not None
    if trusted and not may_be_trusted(lowering, module, index):
        raise NotOnTrustError
    instance = instance_of(lowering.assembly, module, index, passed, on_trust=trusted)
    return call_instance(lowering, instance, passed)


def _is_closure(value: Value) -> bool:
    return isinstance(value.rep, StaticRep) and value.rep.kind == "closure"


def may_be_trusted(lowering: Lowering, module: Module, index: int) -> bool:
    """Whether a function that a loop on trust calls only computes."""
    return not any(op.name in _NOT_TRUSTED for op, _, _ in module.functions[index].instructions)


def _settle(lowering: Lowering) -> None:
    """Computes what waits in variables and on the stack, before a call that may change arrays."""
    from nbc.native.lower.arrays import materialise  # lazy: arrays build on calls

    lowering.variables.compute_pending()
    for place, value in enumerate(lowering.stack):
        if value.lazy is not None:
            lowering.stack[place] = materialise(lowering, value)


def _matched(
    lowering: Lowering, target: Any, function: Function, values: list[Value],
    keywords: dict[str, Value],
) -> list[Value]:  # fmt: skip
    """The arguments in the order of the parameters, defaults filled in."""
    plain = [p for p in function.parameters if p.kind not in _NOT_POSITIONAL]
    filled = target.__defaults__ or ()
    defaults = {p.name: value for p, value in zip(plain[len(plain) - len(filled) :], filled,
                                                  strict=True)}  # fmt: skip
    defaults |= target.__kwdefaults__ or {}
    given, rest, arguments = list(values), dict(keywords), []
    for parameter in function.parameters:
        name = parameter.name
        if parameter.kind == "var_positional":
            items, given = tuple(given), []
            arguments.append(Value(TupleRep(tuple(item.rep for item in items)), items=items))
        elif parameter.kind == "var_keyword":
            lowering.refuse(f"this call of {function.name}() has no native form")
        elif given and parameter.kind != "keyword_only":
            arguments.append(given.pop(0))
        elif name in rest:
            arguments.append(rest.pop(name))
        elif name in defaults:
            arguments.append(lowering.constant(defaults[name]))
        else:
            lowering.refuse(f"{function.name}() is called without {name!r}")
    if given or rest:
        lowering.refuse(f"{function.name}() is called with other arguments than it has")
    return arguments
