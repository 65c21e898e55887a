"""NumPy's promotion (NEP 50): the dtype of a result from the dtypes of its operands.

`promote` joins two dtypes, as `numpy.result_type` of two arrays. `result_dtype` does it for types:
a Python scalar is weak, it only lifts the kind of the other operand. None where this table does not
say (dates, text, objects, structures): then nothing is certain, and nothing is an error.
"""

from __future__ import annotations

from functools import cache

from nbc.types.model import Array, Bigint, Scalar, Type

_SIZES = {
    "bool": ("b", 8),
    "i8": ("i", 8), "i16": ("i", 16), "i32": ("i", 32), "i64": ("i", 64),
    "u8": ("u", 8), "u16": ("u", 16), "u32": ("u", 32), "u64": ("u", 64),
    "f16": ("f", 16), "f32": ("f", 32), "f64": ("f", 64), "f128": ("f", 128),
    "c64": ("c", 32), "c128": ("c", 64), "c256": ("c", 128),
}  # fmt: skip
"""Kind and bits; for a complex dtype the bits of each of its parts."""

_ORDER = "biufc"
_FLOAT_FOR_INT = {8: 16, 16: 32, 32: 64, 64: 64}


@cache
def promote(a: str, b: str) -> str | None:
    """The dtype of arrays of `a` and `b` together."""
    if a == b:
        return a if a in _SIZES else None
    if a not in _SIZES or b not in _SIZES:
        return None
    (kind_a, bits_a), (kind_b, bits_b) = sorted(
        (_SIZES[a], _SIZES[b]), key=lambda item: _ORDER.index(item[0])
    )
    if kind_a == "b":
        return _name(kind_b, bits_b)
    if kind_a == kind_b:
        return _name(kind_a, max(bits_a, bits_b))
    if kind_b in "iu":
        return _mixed_signs(bits_a, bits_b)
    if kind_a in "iu":
        bits_a = _FLOAT_FOR_INT[bits_a]
    return _name(kind_b, max(bits_a, bits_b, 32 if kind_b == "c" else 16))


@cache
def promote_weak(dtype: str, python: str) -> str | None:
    """The dtype of an array of `dtype` with a Python scalar (bool, i64, f64 or c128)."""
    if dtype not in _SIZES or python not in _SIZES:
        return None
    kind, bits = _SIZES[dtype]
    if python == "bool":
        return dtype
    if python == "i64":
        return "i64" if kind == "b" else dtype
    if python == "f64":
        return dtype if kind in "fc" else "f64"
    if kind == "c":
        return dtype
    return _name("c", max(bits, 32)) if kind == "f" else "c128"


def result_dtype(a: Type, b: Type) -> str | None:
    """The dtype that NumPy computes in, where at least one operand is NumPy's."""
    dtype_a, weak_a = _dtype(a)
    dtype_b, weak_b = _dtype(b)
    if dtype_a is None or dtype_b is None or (weak_a and weak_b):
        return None
    if weak_a:
        return promote_weak(dtype_b, dtype_a)
    if weak_b:
        return promote_weak(dtype_a, dtype_b)
    return promote(dtype_a, dtype_b)


def can_cast_same_kind(source: str, target: str) -> bool | None:
    """Whether `target op= source` is allowed (NumPy's "same_kind"); None where unknown."""
    if source not in _SIZES or target not in _SIZES:
        return None
    kind, into = _SIZES[source][0], _SIZES[target][0]
    if kind == into or kind == "b":
        return True
    if kind == "u":
        return into != "b"
    return _ORDER.index(kind) < _ORDER.index(into) and into != "u"


def kind_of(dtype: str | None) -> str | None:
    """b, i, u, f or c for a number's dtype."""
    return _SIZES[dtype][0] if dtype in _SIZES else None


def _mixed_signs(signed: int, unsigned: int) -> str:
    if signed > unsigned:
        return f"i{signed}"
    return f"i{unsigned * 2}" if unsigned < 64 else "f64"


def _name(kind: str, bits: int) -> str:
    return f"c{bits * 2}" if kind == "c" else f"{kind}{bits}"


def _dtype(kind: Type) -> tuple[str | None, bool]:
    if isinstance(kind, Array):
        return kind.dtype, False
    if isinstance(kind, Scalar):
        return (None if kind.weak is None else kind.dtype), bool(kind.weak)
    if isinstance(kind, Bigint):
        return "i64", True
    return None, False
