"""The typing rules of NumPy's reductions and running totals.

The dtype is a function of the array's (`Kind`), the shape what `axis` and `keepdims` leave.
"""

from __future__ import annotations

from collections.abc import Callable

from nbc.builtins import arrays, plain
from nbc.builtins.arrays import Dims, dtype_or, reduced_dims, result, shaped
from nbc.builtins.elementwise import broadcast_dims
from nbc.builtins.entry import Typing
from nbc.builtins.loops import common_dtype
from nbc.builtins.model import RuleError
from nbc.builtins.signature import Arguments
from nbc.types.model import OBJECT, Array, Scalar, Type
from nbc.types.shapes import size

DtypeRule = Callable[[str | None], str | None]
"""From an array's dtype (None: not known) to the result's."""


def known_only(rule: Callable[[str], str | None]) -> DtypeRule:
    return lambda dtype: rule(dtype) if dtype in plain.NUMBERS and dtype is not None else None


def _summed(dtype: str) -> str:
    """Small integers are added up in the widest."""
    if dtype == "bool" or dtype.startswith("i"):
        return "i64"
    return "u64" if dtype.startswith("u") else dtype


def _averaged(dtype: str) -> str:
    return "f64" if dtype == "bool" or dtype in plain.INTEGERS else dtype


def _spread(dtype: str) -> str:
    return {"c64": "f32", "c128": "f64"}.get(dtype, _averaged(dtype))


def _wide_only(dtype: str) -> str | None:
    """Percentiles of narrow floats differ between versions of NumPy."""
    return "f64" if _averaged(dtype) == "f64" else None


summed = known_only(_summed)
averaged = known_only(_averaged)
spread = known_only(_spread)
same = known_only(lambda dtype: dtype)
truth = known_only(lambda dtype: "bool")
sure_average = known_only(_wide_only)


def position(dtype: str | None) -> str | None:
    return "i64"


def reduction(dtype_rule: DtypeRule, *, empty: bool = True, single_axis: bool = False) -> Typing:
    """`empty`: whether no elements at all have a result. `single_axis`: axis is one integer."""

    def rule(a: Arguments) -> Type:
        source = shaped(a["a"])
        if source is None:
            return OBJECT
        keepdims = plain.constant_bool(a.get("keepdims"), False)
        if source.dims == () and keepdims is not False:
            return OBJECT
        if single_axis and not plain.absent(a.get("axis")):
            plain.require_integer(a["axis"], a.at("axis"))
        dims = reduced_dims(source, a.get("axis"), keepdims, a.at("axis"))
        if not empty and size(source.dims) == 0 and plain.absent(a.get("axis")):
            _refuse_empty(a)
        if not plain.absent(a.get("out")):
            return a["out"] if isinstance(a["out"], Array) else OBJECT
        return result(dtype_or(a.get("dtype"), dtype_rule(source.dtype)), dims)

    return rule


def _refuse_empty(a: Arguments) -> None:
    if "initial" not in a:
        message = "an array without elements has no such element"
        raise RuleError("N2002", message, hint="give initial=...", operands=a.at("a"))


def running(dtype_rule: DtypeRule) -> Typing:
    """cumsum and the like: the shape stays; without an axis it is flat."""

    def rule(a: Arguments) -> Type:
        source = shaped(a["a"])
        if source is None:
            return OBJECT
        if not plain.absent(a.get("out")):
            return a["out"] if isinstance(a["out"], Array) else OBJECT
        dims = running_dims(source, a)
        dtype = dtype_or(a.get("dtype"), dtype_rule(source.dtype))
        return Array(dtype, dims) if dims else OBJECT

    return rule


def running_dims(source: Array, a: Arguments) -> Dims | None:
    if plain.absent(a.get("axis")):
        return (size(source.dims),)
    if source.dims is not None:
        arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
    return source.dims if plain.is_integer(a["axis"]) else None


def cumulative(a: Arguments) -> Type:
    """cumulative_sum, cumulative_prod."""
    source = shaped(a["x"])
    plainly = source is not None and plain.absent(a.get("out")) and "include_initial" not in a
    if source is None or not plainly or not source.dims:
        return OBJECT
    if plain.absent(a.get("axis")) and len(source.dims) != 1:
        message = f"an array of {len(source.dims)} dimensions needs an axis"
        raise RuleError("N2002", message, hint="give axis=...", operands=a.at("x"))
    if "axis" in a:
        arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
    return Array(dtype_or(a.get("dtype"), summed(source.dtype)), source.dims)


def count_nonzero(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None or not isinstance(a["a"], Array):
        return OBJECT
    keepdims = plain.constant_bool(a.get("keepdims"), False)
    if plain.absent(a.get("axis")) and keepdims is False:
        return OBJECT  # a Python integer or a NumPy one, by version and dtype
    dims = reduced_dims(source, a.get("axis"), keepdims, a.at("axis"))
    return result("i64", dims)


def average(a: Arguments) -> Type:
    source = shaped(a["a"])
    weighted = not plain.absent(a.get("weights"))
    if source is None or plain.constant_bool(a.get("returned"), False) is not False:
        return OBJECT
    keepdims = plain.constant_bool(a.get("keepdims"), False)
    dims = reduced_dims(source, a.get("axis"), keepdims, a.at("axis"))
    return result(None if weighted else averaged(source.dtype), dims)


def quantile(a: Arguments) -> Type:
    """percentile, quantile: the shape of q stands before what the axes leave."""
    source, q = shaped(a["a"]), shaped(a["q"])
    if source is None or q is None:
        return OBJECT
    keepdims = plain.constant_bool(a.get("keepdims"), False)
    dims = reduced_dims(source, a.get("axis"), keepdims, a.at("axis"))
    if source.dtype in plain.COMPLEX:
        raise RuleError("N2003", "percentiles of complex numbers", operands=a.at("a"))
    if not plain.absent(a.get("out")) or dims is None or q.dims is None:
        return OBJECT
    if q.dims and not size(source.dims):
        return OBJECT  # the NaN functions give one number for no elements
    if source.dims == () and keepdims is not False:
        return OBJECT
    discrete = "method" in a or "interpolation" in a or "weights" in a or q.dtype != "f64"
    return result(None if discrete else sure_average(source.dtype), (*q.dims, *dims))


def difference_of_extremes(a: Arguments) -> Type:
    if (source := shaped(a["a"])) is not None and source.dtype == "bool":
        return OBJECT
    return reduction(same, empty=False)(a)


def diff(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None or not source.dims or "prepend" in a or "append" in a:
        return OBJECT
    times = plain.constant_int(a["n"]) if "n" in a else 1
    if times in (0, None) and not isinstance(a["a"], Array):
        return OBJECT
    if times == 0:
        return source
    axis = len(source.dims) - 1
    if "axis" in a:
        known = arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
        if known is None:
            return Array(same(source.dtype), (None,) * len(source.dims))
        axis = known
    dims = list(source.dims)
    length = dims[axis]
    shorter = max(0, length - times) if isinstance(length, int) and times is not None else None
    dims[axis] = shorter
    return Array(same(source.dtype), tuple(dims))


def trapezoid(a: Arguments) -> Type:
    """The area under sampled values."""
    source = shaped(a["y"])
    if source is None or source.dims is None or not source.dims:
        return OBJECT
    alone = plain.absent(a.get("x")) and "dx" not in a
    if "axis" in a:
        return OBJECT
    return result("f64" if alone and averaged(source.dtype) == "f64" else None, source.dims[:-1])


def clipped(a: Arguments) -> Type:
    """The ufunc `clip` of the array and the bounds that are given."""
    from_array = shaped(a["a"])
    names = [name for name in ("a_min", "a_max", "min", "max") if not plain.absent(a.get(name))]
    bounds = [shaped(a[name]) for name in names]
    if from_array is None or None in bounds or not plain.absent(a.get("out")) or a.extra:
        return OBJECT
    shapes = [from_array.dims, *(bound.dims for bound in bounds if bound)]
    dims = broadcast_dims(shapes, a.at("a", *names))
    kinds = [
        _alone(a["a"], from_array),
        *(_alone(a[n], b) for n, b in zip(names, bounds, strict=True) if b),
    ]
    return result(common_dtype(kinds), dims)


def _alone(kind: Type, array: Array) -> Type:
    return kind if isinstance(kind, Scalar) else array
