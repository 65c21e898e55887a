"""What could stand at the cursor: candidates with their Noodle types and signatures.

Values are looked at, never run: attributes are read statically, no property is called. Signatures
come from the builtins table where it has the function, else from Python.
"""

from __future__ import annotations

import builtins
import inspect
import keyword
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple

from nbc import builtins as table
from nbc import names_without_import
from nbc.types import display_text, display_value
from nbc.types.model import Array, Bigint, Container, Scalar, Tuple, Type
from nbc.types.model import ModuleType as Module
from noodle_kernel.complete.context import NOODLE_TYPES

MAX_VARIABLES = 1000
KEYWORDS = tuple(
    word for word in (*keyword.kwlist, "match", "case")
    if word not in ("async", "await", "True", "False", "None")
)  # fmt: skip
PYTHON_HINTS = ("bool", "int", "float", "complex", "str", "bytes", "list", "tuple", "dict", "set",
                "object", "None", "bigint")  # fmt: skip
_PYTHON_CLASSES: dict[str, type] = {
    "f64": float,
    "i64": int,
    "bool": bool,
    "c128": complex,
    "str": str,
}
_CALLABLE = (FunctionType, BuiltinFunctionType, MethodType)
_ABSENT = object()
_WORD = re.compile(r"[^\W\d]\w*")


class Candidate(NamedTuple):
    text: str
    type: str
    signature: str = ""


def names(
    prefix: str, namespace: Mapping[str, Any], hidden: Mapping[str, Any], local: Mapping[str, str]
) -> Iterator[Candidate]:
    """The person's variables, names of the cell (`local`: with a type, if it is known), the rest of
    the namespace, keywords, builtins and Noodle's types."""
    own = [
        name for name, value in list(namespace.items())
        if name.startswith(prefix) and not _is_hidden(name, prefix, value, hidden)
    ]  # fmt: skip
    for name in sorted(own)[:MAX_VARIABLES]:
        yield of_value(name, namespace[name])
    for name in sorted(local):
        if name.startswith(prefix) and name not in namespace:
            yield Candidate(name, local[name] or "name")
    yield from (Candidate(word, "keyword") for word in KEYWORDS if word.startswith(prefix))
    for name in sorted(vars(builtins)):
        if name.startswith(prefix) and name not in namespace and (prefix or name[0] != "_"):
            yield of_value(name, vars(builtins)[name], name)
    types = (*NOODLE_TYPES, "bigint")
    for name in sorted(names_without_import()):  # not looked at: that might load what they need
        if name.startswith(prefix) and name not in namespace and name not in types:
            yield Candidate(name, "function")
    yield from (Candidate(name, "type") for name in types if name.startswith(prefix))


def keywords_of(prefix: str, signature: str) -> Iterator[Candidate]:
    """The parameters that may be given by name."""
    for parameter in _parameters(signature):
        if parameter.startswith(prefix):
            yield Candidate(parameter + "=", "parameter")


def type_names(prefix: str, namespace: Mapping[str, Any]) -> Iterator[Candidate]:
    for name in NOODLE_TYPES:
        if name.startswith(prefix):
            yield Candidate(name, "type")
    yield from (Candidate(name, "type") for name in PYTHON_HINTS if name.startswith(prefix))
    for name, value in sorted(namespace.items()):
        if name.startswith(prefix) and name[0] != "_" and isinstance(value, (type, ModuleType)):
            yield of_value(name, value)


def dimensions(prefix: str, known: Iterable[str]) -> Iterator[Candidate]:
    yield from (Candidate(name, "dimension") for name in known if name.startswith(prefix))


def members_of_value(prefix: str, value: Any) -> Iterator[Candidate]:
    """The attributes of a live value."""
    owner = _row_owner(value)
    found = vars(value) if isinstance(value, ModuleType) else None
    for name in _ordered(_directory(value, found), prefix):
        if found is not None and name in found:
            yield of_value(name, found[name], f"{owner}.{name}")
        else:
            yield _static_member(name, value, owner)


def members_of_type(prefix: str, kind: Type) -> list[Candidate] | None:
    """The attributes that a value of this type has; None where the type does not say."""
    cls = _python_class(kind)
    if cls is None:
        return None
    owner = _owner_of_class(cls)
    return [_static_member(name, cls, owner) for name in _ordered(dir(cls), prefix)]


def of_value(name: str, value: Any, row_name: str = "") -> Candidate:
    row = table.lookup(row_name) if row_name else None
    if isinstance(value, ModuleType):
        return Candidate(name, "module")
    if isinstance(value, type):
        return Candidate(name, "class", _cut(row.signature) if row else "")
    if row is not None and row.signature:
        return Candidate(name, "function", _cut(row.signature))
    if isinstance(value, _CALLABLE):
        return Candidate(name, "function", signature_of(value))
    return Candidate(name, "function" if callable(value) else display_value(value))


def type_name(kind: Type) -> str:
    return display_text(kind)


def signature_of(value: Any, row_name: str = "") -> str:
    """`(a, b=1)`; empty where it is not known."""
    row = table.lookup(row_name) if row_name else None
    if row is not None and row.signature:
        return _cut(row.signature)
    try:
        return str(inspect.signature(value))
    except (TypeError, ValueError):
        return ""


def row_name_of(value: Any) -> str:
    """The full name under which the builtins table may have a function or class."""
    module = getattr(value, "__module__", None)
    name = getattr(value, "__name__", None)
    if _is_ufunc(value):
        module = "numpy"
    if not isinstance(module, str) or not isinstance(name, str):
        return ""
    return name if module == "builtins" else f"{module.partition('.')[0]}.{name}"


def local_names(code: str, position: int) -> set[str]:
    """Identifiers of the cell but the one at the cursor."""
    return {
        match.group() for match in _WORD.finditer(code)
        if not match.start() <= position <= match.end() and not keyword.iskeyword(match.group())
    }  # fmt: skip


def _is_hidden(name: str, prefix: str, value: Any, hidden: Mapping[str, Any]) -> bool:
    if name.startswith("__nbc") or (name.startswith("_") and not prefix):
        return True
    return not prefix and hidden.get(name, _ABSENT) is value


def _static_member(name: str, value: Any, owner: str) -> Candidate:
    static = inspect.getattr_static(value, name, _ABSENT)
    row = table.lookup(f"{owner}.{name}") if owner else None
    if row is not None:
        return Candidate(name, "function" if row.signature else "property", _cut(row.signature))
    if isinstance(static, (staticmethod, classmethod, *_CALLABLE)) or inspect.isroutine(static):
        return Candidate(name, "function")
    if isinstance(static, property) or inspect.isdatadescriptor(static):
        return Candidate(name, "property")
    return Candidate(name, "") if static is _ABSENT else of_value(name, static)


def _directory(value: Any, found: dict[str, Any] | None) -> Iterable[str]:
    if found is not None:
        return set(found) | set(getattr(value, "__all__", ()))
    return [name for name in dir(value) if isinstance(name, str)]


def _ordered(found: Iterable[str], prefix: str) -> list[str]:
    """Public names first; hidden ones only where they are asked for."""
    matching = [name for name in found if name.startswith(prefix)]
    if not prefix.startswith("_"):
        matching = [name for name in matching if not name.startswith("_")]
    return sorted(matching)


def _row_owner(value: Any) -> str:
    if isinstance(value, ModuleType):
        return value.__name__
    return _owner_of_class(value if isinstance(value, type) else type(value))


def _owner_of_class(cls: type) -> str:
    return cls.__name__ if cls.__module__ in ("builtins", "numpy") else ""


def _python_class(kind: Type) -> type | None:
    match kind:
        case Scalar(weak=True, dtype=dtype):
            return _PYTHON_CLASSES.get(dtype)
        case Bigint():
            return int
        case Tuple():
            return tuple
        case Container(kind=name):
            cls = getattr(builtins, name, None)
            return cls if isinstance(cls, type) else None
        case Array():
            return table_class("ndarray")
        case _:
            return None


def table_class(name: str) -> type | None:
    """A class of NumPy, if NumPy is loaded."""
    found = getattr(_loaded("numpy"), name, None)
    return found if isinstance(found, type) else None


def module_value(kind: Type) -> ModuleType | None:
    """The module that a type names, if it is loaded."""
    return _loaded(kind.name) if isinstance(kind, Module) else None


def _loaded(name: str) -> ModuleType | None:
    return sys.modules.get(name)


def _is_ufunc(value: Any) -> bool:
    return type(value).__name__ == "ufunc" and type(value).__module__ == "numpy"


def _parameters(signature: str) -> list[str]:
    """The names in `(a, /, b, *, c=1)` that can be keywords."""
    names: list[str] = []
    depth = 0
    word = ""
    inside = signature[signature.find("(") + 1 : signature.rfind(")")]
    for character in inside + ",":
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "," and depth == 0:
            name = re.match(r"\s*([^\W\d]\w*)\s*(?:[:=]|$)", word)
            names = [] if word.strip() == "/" else names + ([name.group(1)] if name else [])
            word = ""
            continue
        word += character
    return [name for name in names if name != "self"]


def _cut(signature: str) -> str:
    return signature[signature.find("(") :] if "(" in signature else ""
