"""Types as text: `parse_type` reads what annotations and modules spell, `type_text` writes it.

Both understand the same spelling, so writing and reading give the type back, less what text cannot
say (known values, weakness). The text of an array is `f64[n, 3]`: integers are known axes, names
are symbolic ones, `_` (or `:`) is an axis of any length, `f64[...]` has any rank, `f64[()]` none.
"""

from __future__ import annotations

import ast
from functools import lru_cache

from nbc.types.model import (
    BIGINT,
    NEVER,
    NONE,
    OBJECT,
    SCALARS,
    Array,
    Bigint,
    BuiltinType,
    ClassType,
    Container,
    Dim,
    FunctionType,
    MethodType,
    ModuleType,
    Never,
    NoneType,
    Object,
    Scalar,
    Tuple,
    Type,
)

PYTHON_SCALARS = frozenset({"bool", "i64", "f64", "c128", "str"})
"""The scalars that Python has itself; the others are NumPy's."""

ARRAY_DTYPES = frozenset(SCALARS) | {"f16"}

_PLAIN: dict[str, Type] = {name: Scalar(name, name in PYTHON_SCALARS) for name in SCALARS}
_PLAIN |= {"f16": Scalar("f16", False), "bigint": BIGINT, "None": NONE, "object": OBJECT}
_PLAIN |= {"never": NEVER, "tuple": Tuple(None), "list": Container("list")}
_PLAIN |= {"dict": Container("dict"), "set": Container("set")}


@lru_cache(maxsize=512)
def parse_type(text: str) -> Type:
    """The type that `text` spells; ValueError says what is wrong with it."""
    plain = _PLAIN.get(text)
    if plain is not None:
        return plain
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise ValueError(f"{_shown(text)} is not a Noodle type") from None
    return _read(node)


def type_text(kind: Type) -> str:
    """A type as an annotation spells it where one can, else as its class's name."""
    match kind:
        case Scalar(dtype=dtype):
            return dtype
        case Array(dtype=dtype, dims=dims):
            return f"{dtype or 'array'}[{_dims_text(dims)}]"
        case Tuple(items=None):
            return "tuple"
        case Tuple(items=()):
            return "tuple[()]"
        case Tuple(items=items) if items is not None:
            return f"tuple[{', '.join(type_text(item) for item in items)}]"
        case Container(kind=name, items=items) if items and name in ("list", "set", "dict"):
            return f"{name}[{', '.join(type_text(item) for item in items)}]"
        case _:
            return _named(kind)


def _named(kind: Type) -> str:
    match kind:
        case Bigint():
            return "bigint"
        case NoneType():
            return "None"
        case Never():
            return "never"
        case Container(kind=name):
            return name
        case ModuleType(name=name):
            return f"module {name}"
        case ClassType(name=name):
            return f"class {name.rpartition('.')[2]}"
        case FunctionType() | BuiltinType() | MethodType():
            return "function"
        case Object(name=name) if name is not None:
            return name.rpartition(".")[2]
        case _:
            return "object"


def _dims_text(dims: tuple[Dim, ...] | None) -> str:
    if dims is None:
        return "..."
    return ", ".join("_" if dim is None else str(dim) for dim in dims) or "()"


def _read(node: ast.expr) -> Type:
    if isinstance(node, ast.Constant) and node.value is None:
        return NONE
    if isinstance(node, ast.Name):
        return _read_name(node.id)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return _read_subscript(node.value.id, node.slice)
    raise ValueError(f"{_shown(ast.unparse(node))} is not a Noodle type")


def _read_name(name: str) -> Type:
    plain = _PLAIN.get(name)
    if plain is None:
        raise ValueError(f"{_shown(name)} is not a Noodle type")
    return plain


def _read_subscript(base: str, index: ast.expr) -> Type:
    items = index.elts if isinstance(index, ast.Tuple) else [index]
    if base in ARRAY_DTYPES or base == "array":
        return Array(None if base == "array" else base, _read_dims(items))
    if base == "tuple":
        return Tuple(tuple(_read(item) for item in items))
    counts = {"list": 1, "set": 1, "dict": 2}
    if base not in counts:
        raise ValueError(f"{_shown(base)} takes no [...] in a Noodle type")
    if len(items) != counts[base]:
        raise ValueError(f"{base}[...] takes {counts[base]} types, not {len(items)}")
    return Container(base, None, tuple(_read(item) for item in items))


def _read_dims(items: list[ast.expr]) -> tuple[Dim, ...] | None:
    if len(items) == 1 and isinstance(items[0], ast.Constant) and items[0].value is Ellipsis:
        return None
    return tuple(_read_dim(item) for item in items)


def _read_dim(node: ast.expr) -> Dim:
    match node:
        case ast.Constant(value=int() as value) if type(value) is int:
            return value
        case ast.Name(id="_") | ast.Slice(lower=None, upper=None, step=None):
            return None
        case ast.Name(id=name) if name not in ARRAY_DTYPES:
            return name
        case ast.Constant(value=value) if value is Ellipsis:
            raise ValueError("'...' stands alone in an array type: f64[...] has any rank")
    text = _shown(ast.unparse(node))
    raise ValueError(f"an axis of an array type is a length, a name or '_', not {text}")


def _shown(text: str) -> str:
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"
