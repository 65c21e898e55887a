"""Compares a row's typing rule with the real function: random calls, seeded by the row's name.

For each call the rule is asked several times: with all that is known of the arguments, without
constants, with symbolic and unknown lengths, unknown dtypes, and with nothing known. No answer may
contradict what the real call gives; and where a rule raises, the real call must raise.
"""

from __future__ import annotations

import contextlib
import copy
import io
import random
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from nbc.builtins import CallTypes, Row, RuleError, arguments, lookup, resolve
from nbc.runtime.names import NAMES
from nbc.types import type_of, without_value
from nbc.types.model import (
    OBJECT,
    Array,
    Bigint,
    Container,
    Dim,
    NoneType,
    Object,
    Scalar,
    Tuple,
    Type,
)
from nbc.types.of import class_name
from tests.unit.builtins import pools

Change = Callable[[Type], Type]


@dataclass(frozen=True, slots=True)
class Call:
    owner: Any
    args: tuple[Any, ...]
    keywords: dict[str, Any]
    has_owner: bool


def calls_of(name: str, count: int) -> Iterator[Call]:
    row = lookup(name)
    assert row is not None
    chance = random.Random(name)
    for _ in range(count):
        yield _random_call(row, chance)


def check(name: str, call: Call) -> list[str]:
    """What is wrong with the rule's answers to one call."""
    row = lookup(name)
    assert row is not None
    raised, value = run(name, copy.deepcopy(call))
    found: list[str] = []
    for label, change in CHANGES.items():
        types = call_types(call, change)
        try:
            answer = row.rule(types)
        except RuleError as error:
            if raised is None:
                found.append(f"{label}: {name}{describe(call)} gives {value!r:.80}, rule: {error}")
            continue
        if raised is None and not agrees(answer, value):
            actual = type_of(value)
            found.append(f"{label}: {name}{describe(call)} is {actual}, rule: {answer}")
    return found


def run(name: str, call: Call) -> tuple[Exception | None, Any]:
    """The real call: what it raises, or its value."""
    row = lookup(name)
    assert row is not None
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            with np.errstate(all="ignore"):
                if not call.has_owner:
                    target: Any = NAMES[name] if name in NAMES else resolve(name)
                elif row.kind == "attribute":
                    return None, getattr(call.owner, name.rpartition(".")[2])
                else:
                    target = getattr(call.owner, name.rpartition(".")[2])
                return None, target(*call.args, **call.keywords)
    except Exception as error:  # noqa: BLE001 (whatever NumPy raises)
        return error, None


def call_types(call: Call, change: Change) -> CallTypes:
    args = tuple(change(exact_type(value)) for value in call.args)
    keywords = {key: change(exact_type(value)) for key, value in call.keywords.items()}
    owner = change(exact_type(call.owner)) if call.has_owner else None
    if isinstance(owner, Object) and owner == OBJECT:
        owner = exact_type(call.owner)
    return CallTypes(args, keywords, owner)


def exact_type(value: Any) -> Type:
    """As `type_of`; a list is taken for one that was just written down."""
    if type(value) is list:
        return Container("list", len(value), tuple(exact_type(item) for item in value))
    if type(value) is tuple:
        return Tuple(tuple(exact_type(item) for item in value))
    return type_of(value)


def agrees(answer: Type, value: Any) -> bool:
    """Whether a value is one of those that a type describes."""
    match answer:
        case Object(None):
            return True
        case Object(name):
            return class_name(type(value)) == name
        case Scalar():
            actual = type_of(value)
            if not isinstance(actual, Scalar):
                return False
            same = actual.dtype == answer.dtype and answer.weak in (None, actual.weak)
            return same and (answer.value is None or answer.value == value)
        case Array():
            return _array_agrees(answer, value)
        case Tuple():
            if type(value) is not tuple or answer.items is None:
                return type(value) is tuple
            pairs = zip(answer.items, value, strict=False)
            return len(value) == len(answer.items) and all(agrees(*pair) for pair in pairs)
        case Container():
            right = type(value).__name__ == answer.kind
            return right and (answer.length is None or len(value) == answer.length)
        case NoneType():
            return value is None
        case Bigint():
            return type(value) is int
    return False


def _array_agrees(answer: Array, value: Any) -> bool:
    actual = type_of(value)
    if not isinstance(actual, Array) or answer.dtype not in (None, actual.dtype):
        return False
    if answer.dims is None:
        return True
    assert actual.dims is not None
    pairs = zip(answer.dims, actual.dims, strict=False)
    return len(answer.dims) == len(actual.dims) and all(
        dim in (None, real, f"n{real}") for dim, real in pairs
    )


def describe(call: Call) -> str:
    shown = [_shown(value) for value in call.args]
    shown += [f"{key}={_shown(value)}" for key, value in call.keywords.items()]
    owner = f" of {_shown(call.owner)}" if call.has_owner else ""
    return f"({', '.join(shown)}){owner}"


def _shown(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{list(value.shape)}"
    return f"{value!r:.60}"


def _random_call(row: Row, chance: random.Random) -> Call:
    signature = arguments(row)
    has_owner = row.kind in ("method", "attribute") and not _is_static(row.name)
    owner = _owner(row.name, chance) if has_owner else None
    args: list[Any] = []
    keywords: dict[str, Any] = {}
    for parameter in signature.parameters if signature else ():
        wanted = parameter.default is None or chance.random() < 0.3
        if parameter.kind in ("positional", "positional_only"):
            if not wanted and parameter.kind == "positional_only":
                break
            if (
                wanted
                and (parameter.default is None or not keywords)
                and not _gap(parameter, chance)
            ):
                if not keywords and _reached(signature, parameter.name, len(args)):
                    args.append(_value(row.name, parameter.name, chance))
                else:
                    keywords[parameter.name] = _value(row.name, parameter.name, chance)
            elif wanted:
                keywords[parameter.name] = _value(row.name, parameter.name, chance)
        elif parameter.kind == "keyword_only" and wanted:
            keywords[parameter.name] = _value(row.name, parameter.name, chance)
        elif parameter.kind == "var_positional" and not keywords:
            count = chance.choice((0, 1, 1, 2, 2, 3))
            args += [_value(row.name, parameter.name, chance) for _ in range(count)]
    _spoil(args, keywords, chance)
    return Call(owner, tuple(args), keywords, has_owner)


def _gap(parameter: Any, chance: random.Random) -> bool:
    return parameter.kind == "positional" and chance.random() < 0.15


def _reached(signature: Any, name: str, count: int) -> bool:
    """Whether this parameter is the next positional one."""
    names = [parameter.name for parameter in signature.positional]
    return name in names and names.index(name) == count


def _spoil(args: list[Any], keywords: dict[str, Any], chance: random.Random) -> None:
    """Now and then a call with wrong arguments."""
    roll = chance.random()
    if roll < 0.02:
        args += [1, 2, 3]
    elif roll < 0.04:
        keywords["no_such_keyword"] = 1
    elif roll < 0.06 and args:
        args.pop()


def _value(name: str, parameter: str, chance: random.Random) -> Any:
    special = BY_ROW.get(f"{name}.{parameter}") or _family_pool(name, parameter)
    pool = special or pools.BY_NAME.get(parameter) or pools.ANYTHING
    return chance.choice(pool)


def _family_pool(name: str, parameter: str) -> list[Any] | None:
    if name.startswith("math."):
        return MATH_POOL if parameter not in pools.BY_NAME or parameter in ("x", "a", "n") else None
    if name.startswith("numpy.linalg") and parameter in ("a", "x", "A"):
        return pools.MATRICES
    if name.startswith("numpy.") and parameter not in pools.BY_NAME:
        return pools.NUMERIC
    if name.startswith(("numpy.random", "Generator")) and parameter in ("a", "x"):
        return pools.WEAK + pools.ARRAYS[:20]
    return None


def _is_static(name: str) -> bool:
    from nbc.builtins.table import STATIC

    return name in STATIC


def _owner(name: str, chance: random.Random) -> Any:
    return chance.choice(OWNERS[name.partition(".")[0]])


OWNERS: dict[str, list[Any]] = {
    "ndarray": pools.ARRAYS + pools.ODD_ARRAYS,
    "generic": pools.STRONG,
    "str": pools.TEXTS,
    "bytes": [b"", b"abc", b"12"],
    "list": [[], [1, 2, 3], [3, 1, 2]],
    "tuple": [(), (1, 2), (1, "a")],
    "dict": [{}, {1: 2}, {"a": 1}],
    "set": [set(), {1, 2}],
    "frozenset": [frozenset(), frozenset({1, 2})],
    "range": [range(0), range(3), range(1, 9, 2)],
    "slice": [slice(1, 2), slice(None)],
    "int": [0, 1, True, -5, 2**70],
    "float": [0.0, 1.5],
    "complex": [1j, 2 + 1j],
    "Generator": [np.random.default_rng(1)],
}
MATH_POOL: list[Any] = [
    *pools.WEAK, *pools.STRONG, None, "x", (1, 2), [1.0], 10**20, 10**30,
    np.zeros(3), np.ones(1), np.array(2.0),
]  # fmt: skip
SMALL: list[Any] = [0, 1, 2, 3, 5, True, 2.5, -2, None, "x", 1j, np.int64(2), np.float32(2)]
PRODUCTS: list[Any] = [
    pools.filled(shape, dtype)
    for shape in ((3,), (3, 3), (2, 3), (3, 2), (2, 3, 3), (2, 2, 3), ())
    for dtype in ("f8", "i4", "?")
]
INTEGER_ARRAYS: list[Any] = [
    pools.filled(shape, dtype) for shape in ((3,), (2, 3), ()) for dtype in ("?", "i1", "u2", "i8")
] + [1, 2, True, np.int8(1), 1.5]
BY_ROW: dict[str, list[Any]] = {
    "pow.base": SMALL,
    "numpy.fill_diagonal.a": pools.MATRICES,
    **{
        f"numpy.{name}.{parameter}": PRODUCTS
        for name in (
            "matmul",
            "dot",
            "inner",
            "vdot",
            "vecdot",
            "tensordot",
            "kron",
            "linalg.matmul",
        )
        for parameter in ("a", "b", "x1", "x2")
    },
    **{
        f"numpy.{name}.{parameter}": INTEGER_ARRAYS
        for name in (
            "bitwise_and",
            "bitwise_or",
            "left_shift",
            "right_shift",
            "gcd",
            "lcm",
            "ldexp",
        )
        for parameter in ("x1", "x2")
    },
    # NumPy 2.4 crashes where a comparison with a Python integer out of range has a mask.
    **{
        f"numpy.{name}.where": [True]
        for name in ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal")
    },
    "ndarray.dot.b": PRODUCTS,
    "math.factorial.n": SMALL,
    "math.perm.n": SMALL,
    "math.perm.k": SMALL,
    "math.comb.n": SMALL,
    "math.comb.k": SMALL,
    "math.ldexp.i": SMALL,
    "range.start": SMALL,
    "range.stop": SMALL,
    "range.step": SMALL,
    "numpy.einsum.operands": ["ij,jk->ik", "i,i", "ij->ji", "ii", "ij,jk", *PRODUCTS[:9]],
    "ndarray.astype.dtype": pools.KINDS[1:],
    "numpy.zeros.shape": pools.SHAPE_VALUES,
    "ndarray.transpose.axes": [0, 1, 2, (1, 0), None, (0,)],
    "ndarray.clip.min": [0, 1.5, None],
    "ndarray.clip.max": [2, 2.5, None],
    "numpy.random.randint.dtype": [int],
    "numpy.random.rand.args": [1, 2, 3, 0, 1.5, "x"],
    "numpy.random.randn.args": [1, 2, 3, 0, 1.5, "x"],
}


def _weak_shape(make: Callable[[int], Dim]) -> Change:
    def change(kind: Type) -> Type:
        if isinstance(kind, Array) and kind.dims is not None:
            return Array(kind.dtype, tuple(make(int(dim or 0)) for dim in kind.dims))
        return _inside(kind, change)

    return change


def _inside(kind: Type, change: Change) -> Type:
    if isinstance(kind, Tuple) and kind.items is not None:
        return Tuple(tuple(change(item) for item in kind.items))
    if isinstance(kind, Container) and kind.items:
        return Container(kind.kind, kind.length, tuple(change(item) for item in kind.items))
    return kind


def _no_rank(kind: Type) -> Type:
    return Array(kind.dtype, None) if isinstance(kind, Array) else _inside(kind, _no_rank)


def _no_dtype(kind: Type) -> Type:
    return Array(None, kind.dims) if isinstance(kind, Array) else _inside(kind, _no_dtype)


def _either_sort(kind: Type) -> Type:
    """Python's number or NumPy's: not known which."""
    if isinstance(kind, Scalar) and kind.dtype != "str":
        return Scalar(kind.dtype, None)
    return _inside(kind, _either_sort)


def _no_values(kind: Type) -> Type:
    if isinstance(kind, Container):
        return Container(kind.kind)
    return without_value(kind)


CHANGES: dict[str, Change] = {
    "all known": lambda kind: kind,
    "no constants": _no_values,
    "either sort": _either_sort,
    "symbolic": _weak_shape(lambda dim: f"n{dim}" if dim > 1 else dim),
    "no lengths": _weak_shape(lambda dim: None),
    "no rank": _no_rank,
    "no dtype": _no_dtype,
    "nothing known": lambda kind: OBJECT,
}
