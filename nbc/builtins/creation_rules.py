"""The typing rules of NumPy's functions that make arrays."""

from __future__ import annotations

import math

from nbc.builtins import arrays, plain
from nbc.builtins.arrays import Dims, dtype_named, dtype_or, shape_named, shaped
from nbc.builtins.elementwise import broadcast_dims
from nbc.builtins.entry import Typing
from nbc.builtins.loops import common_dtype
from nbc.builtins.model import RuleError
from nbc.builtins.signature import Arguments
from nbc.types.model import OBJECT, Array, Dim, Scalar, Tuple, Type
from nbc.types.shapes import size


def redirected(a: Arguments) -> bool:
    """`like=` may hand the call to another library."""
    return not plain.absent(a.get("like"))


def filled(a: Arguments) -> Type:
    """zeros, ones, empty."""
    if redirected(a):
        return OBJECT
    return Array(dtype_or(a.get("dtype"), "f64"), shape_named(a["shape"], a.at("shape")))


def full(a: Arguments) -> Type:
    if redirected(a):
        return OBJECT
    value = shaped(a["fill_value"])
    dtype = dtype_or(a.get("dtype"), value.dtype if value else None)
    return Array(dtype, shape_named(a["shape"], a.at("shape")))


def filled_like(a: Arguments) -> Type:
    """zeros_like, ones_like, empty_like, full_like."""
    model = shaped(a.get("a") or a.get("prototype"))
    if model is None:
        return OBJECT
    dims = model.dims
    if not plain.absent(a.get("shape")):
        dims = shape_named(a["shape"], a.at("shape"))
    return Array(dtype_or(a.get("dtype"), model.dtype), dims)


def arange(a: Arguments) -> Type:
    if redirected(a):
        return OBJECT
    given = [a[name] for name in ("start", "stop", "step") if not plain.absent(a.get(name))]
    if plain.absent(a.get("start")) or (len(given) == 2 and plain.absent(a.get("stop"))):
        given = []
    dtype = dtype_or(a.get("dtype"), _arange_dtype(given))
    return Array(dtype, (_arange_length(given),))


def _arange_dtype(given: list[Type]) -> str | None:
    if not given or not all(isinstance(kind, Scalar) and kind.weak for kind in given):
        return None
    return common_dtype([Scalar("i64"), *given])


def _arange_length(given: list[Type]) -> int | None:
    values = [kind.value for kind in given if isinstance(kind, Scalar)]
    numbers = [value for value in values if isinstance(value, int | float)]
    if not numbers or len(numbers) < len(given):
        return None
    start, stop, step = (0, numbers[0], 1) if len(numbers) == 1 else (*numbers, 1)[:3]
    if step == 0 or not all(math.isfinite(number) for number in numbers):
        return None
    return max(0, math.ceil((stop - start) / step)) if abs(stop - start) < 1 << 50 else None


def linspace(a: Arguments) -> Type:
    dims, dtype = _spaced(a)
    array = Array(dtype, dims)
    retstep = plain.constant_bool(a.get("retstep"), False)
    if retstep is None:
        return OBJECT
    return Tuple((array, OBJECT)) if retstep else array


def logspace(a: Arguments) -> Type:
    dims, dtype = _spaced(a)
    if "base" in a:
        weak = isinstance(a["base"], Scalar) and a["base"].weak
        return Array(dtype if weak and dtype == "f64" else None, dims if weak else None)
    return Array(dtype, dims)


def geomspace(a: Arguments) -> Type:
    dims, dtype = _spaced(a)
    sure = dtype if dtype == "f64" or not plain.absent(a.get("dtype")) else None
    return Array(sure, dims)


def _spaced(a: Arguments) -> tuple[Dims | None, str | None]:
    ends = [shaped(a["start"]), shaped(a["stop"])]
    if None in ends:
        return None, dtype_or(a.get("dtype"), None)
    kinds = [
        kind if isinstance(kind := a[name], Scalar) else end or OBJECT
        for name, end in zip(("start", "stop"), ends, strict=True)
    ]
    dtype = dtype_or(a.get("dtype"), _inexact(common_dtype(kinds)))
    dims = broadcast_dims([end.dims for end in ends if end], a.at("start", "stop"))
    plain.require_integer(a.get("num"), a.at("num"))
    number: Dim = plain.constant_int(a["num"]) if "num" in a else 50
    if isinstance(number, int) and number < 0:
        raise RuleError("N2002", "a negative number of samples", operands=a.at("num"))
    if dims is None or "axis" in a:
        return None, dtype
    return (number, *dims), dtype


def _inexact(dtype: str | None) -> str | None:
    return "f64" if dtype == "bool" or dtype in plain.INTEGERS else dtype


def square(a: Arguments) -> Type:
    """eye, identity, tri: N rows and M (or N) columns of floats."""
    if redirected(a):
        return OBJECT
    name = "N" if "N" in a else "n"
    rows = _count(a[name])
    columns = rows if plain.absent(a.get("M")) else _count(a["M"])
    return Array(dtype_or(a.get("dtype"), "f64"), (rows, columns))


def _count(kind: Type) -> int | None:
    value = plain.constant_int(kind)
    return None if value is None else max(0, value)


def array(a: Arguments) -> Type:
    """array, asarray, copy, ...: exactly an ndarray, whatever is given."""
    if redirected(a) or plain.constant_bool(a.get("subok"), False) is not False:
        return OBJECT
    source = shaped(a.get("object") or a.get("a")) or Array(None, None)
    dims = source.dims
    least = plain.constant_int(a["ndmin"]) if "ndmin" in a else 0
    if least is None or "ndmax" in a:
        dims = None
    elif dims is not None:
        dims = (1,) * (least - len(dims)) + dims
    return Array(dtype_or(a.get("dtype"), source.dtype), dims)


def contiguous(a: Arguments) -> Type:
    made = array(a)
    if isinstance(made, Array) and made.dims == ():
        return Array(made.dtype, (1,))
    return made


def any_array(a: Arguments) -> Type:
    """asanyarray, require: subclasses pass through."""
    return OBJECT if shaped(a["a"]) is None else array(a)


def flat_of(default: str | None) -> Typing:
    """frombuffer, fromiter, ...: one axis, its length unknown."""

    def rule(a: Arguments) -> Type:
        if redirected(a):
            return OBJECT
        return Array(dtype_or(a.get("dtype"), default), (None,))

    return rule


def diag(a: Arguments) -> Type:
    source, offset = shaped(a["v"]), a.get("k")
    if source is None:
        return OBJECT
    if source.dims is None:
        return Array(source.dtype, None)
    if len(source.dims) not in (1, 2):
        message = f"diag() of an array of {len(source.dims)} dimensions, not of 1 or 2"
        raise RuleError("N2002", message, operands=a.at("v"))
    k = 0 if offset is None else plain.constant_int(offset)
    if len(source.dims) == 1:
        side = _plus(source.dims[0], k)
        return Array(source.dtype, (side, side))
    return Array(source.dtype, (arrays.diagonal_length(source.dims[0], source.dims[1], k),))


def _plus(dim: Dim, k: int | None) -> Dim:
    if k == 0:
        return dim
    return dim + abs(k) if isinstance(dim, int) and k is not None else None


def diagflat(a: Arguments) -> Type:
    source = shaped(a["v"])
    if source is None:
        return OBJECT
    k = 0 if "k" not in a else plain.constant_int(a["k"])
    side = _plus(size(source.dims), k)
    return Array(source.dtype, (side, side))


def triangle(a: Arguments) -> Type:
    """tril, triu."""
    source = shaped(a["m"])
    if source is None:
        return OBJECT
    dims = source.dims
    if dims is not None and len(dims) < 2:
        dims = dims * 2 if dims else None
    return Array(source.dtype, dims) if dims else OBJECT


def vander(a: Arguments) -> Type:
    source = shaped(a["x"])
    if source is None:
        return OBJECT
    rows = source.dims[0] if source.dims else None
    columns = rows if plain.absent(a.get("N")) else _count(a["N"])
    dtype = common_dtype([Array(source.dtype, (1,)), Array("i64", (1,))])
    return Array(dtype, (rows, columns))


def meshgrid(a: Arguments) -> Type:
    sources = [shaped(kind) for kind in a.rest]
    axes = [source for source in sources if source is not None]
    if len(axes) < len(sources) or plain.constant_bool(a.get("copy"), True) is not True:
        return OBJECT
    lengths: list[Dim] = [size(source.dims) for source in axes]
    indexing = plain.constant_str(a["indexing"]) if "indexing" in a else "xy"
    if indexing == "xy" and len(lengths) > 1:
        lengths[:2] = lengths[1::-1]
    plainly = indexing in ("xy", "ij") and plain.constant_bool(a.get("sparse"), False) is False
    dims = tuple(lengths) if plainly else (None,) * len(lengths)
    return Tuple(tuple(Array(source.dtype, dims) for source in axes))


def indices(a: Arguments) -> Type:
    if plain.constant_bool(a.get("sparse"), False) is not False:
        return OBJECT
    dims = shape_named(a["dimensions"], a.at("dimensions"))
    items = plain.items_of(a["dimensions"])
    dtype = dtype_named(a["dtype"]) if "dtype" in a else "i64"
    return Array(dtype, None if dims is None or items is None else (len(dims), *dims))


def open_mesh(a: Arguments) -> Type:
    """ix_."""
    sources = [shaped(kind) for kind in a.rest]
    found: list[Type] = []
    for index, source in enumerate(sources):
        if source is None or source.dims is None:
            return OBJECT
        length = None if source.dtype in ("bool", None) else size(source.dims)
        dtype = "i64" if source.dtype == "bool" else source.dtype
        ones = [1] * len(sources)
        found.append(Array(dtype if length else None, (*ones[:index], length, *ones[index + 1 :])))
    return Tuple(tuple(found))


def window(a: Arguments) -> Type:
    """hamming, hanning, ...: M points of f64."""
    count = plain.constant_int(a["M"])
    return Array("f64", (None if count is None else max(0, count),))


def scalar_class(dtype: str) -> Typing:
    """`numpy.float32(x)`: a scalar of a scalar, an array of an array."""

    def rule(a: Arguments) -> Type:
        source = a.get("value")
        if source is None or (isinstance(source, Scalar) and source.dtype in plain.NUMBERS):
            return Scalar(dtype, weak=False)
        if isinstance(source, Array):
            return arrays.result(dtype, source.dims)
        return OBJECT

    return rule
