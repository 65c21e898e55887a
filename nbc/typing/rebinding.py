"""Functions in the namespace that may rebind the cell's names when something calls them.

Any call of unknown code could end in one of them, so what they store is not trusted. They are found
by their code objects: STORE_GLOBAL says which names, `globals` and `exec` that it may be any.
"""

from __future__ import annotations

import dis
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from nbc.bytecode.module import Module

_OPENERS = frozenset({"globals", "exec", "eval", "get_ipython", "__builtins__", "user_ns"})


def rebound_by(environment: Mapping[str, Any]) -> frozenset[str]:
    """The global names that functions of the namespace store."""
    names: set[str] = set()
    for _, code in _functions(environment):
        names |= _stored(code)
    return frozenset(names)


def opens_everything(environment: Mapping[str, Any], module: Module) -> bool:
    """Whether the cell uses something of the namespace that may rebind any name."""
    read = {name for function in module.functions for name in function.variables}
    if any(name in read and value is environment for name, value in list(environment.items())):
        return True
    return any(name in read and _opens(code) for name, code in _functions(environment))


def _functions(environment: Mapping[str, Any]) -> Iterator[tuple[str, CodeType]]:
    """The functions and methods that were defined in the namespace."""
    for name, value in list(environment.items()):
        if type(value) is FunctionType:
            if value.__globals__ is environment:
                yield name, value.__code__
        elif isinstance(value, type) and type(value) is type:
            for member in vars(value).values():
                if type(member) is FunctionType and member.__globals__ is environment:
                    yield name, member.__code__
        else:
            wrapped = _wrapped(value)
            if wrapped is not None and wrapped.__globals__ is environment:
                yield name, wrapped.__code__


def _wrapped(value: Any) -> FunctionType | None:
    """The function that functools.wraps left in a decorated one; the value's class is not asked."""
    try:
        space = object.__getattribute__(value, "__dict__")
    except (AttributeError, TypeError):
        return None
    found = space.get("__wrapped__") if type(space) is dict else None
    return found if type(found) is FunctionType else None


@lru_cache(maxsize=1024)
def _stored(code: CodeType) -> frozenset[str]:
    names = {
        ins.argval for ins in dis.get_instructions(code)
        if ins.opname in ("STORE_GLOBAL", "DELETE_GLOBAL")
    }  # fmt: skip
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _stored(constant)
    return frozenset(names)


@lru_cache(maxsize=1024)
def _opens(code: CodeType) -> bool:
    if _OPENERS.intersection(code.co_names):
        return True
    return any(isinstance(c, CodeType) and _opens(c) for c in code.co_consts)
