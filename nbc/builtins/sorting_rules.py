"""The typing rules of NumPy's sorting, searching, counting and set functions."""

from __future__ import annotations

from nbc.builtins import arrays, plain
from nbc.builtins.arrays import Dims, result, shaped
from nbc.builtins.elementwise import broadcast_dims
from nbc.builtins.entry import Typing
from nbc.builtins.loops import common_dtype
from nbc.builtins.model import RuleError
from nbc.builtins.reduction_rules import averaged
from nbc.builtins.signature import Arguments
from nbc.types.model import NONE, OBJECT, Array, Dim, NoneType, Scalar, Tuple, Type
from nbc.types.shapes import size


def along(dtype: str | None = None) -> Typing:
    """sort, argsort, partition: the shape stays; with axis=None it is flat."""

    def rule(a: Arguments) -> Type:
        source = shaped(a["a"])
        if source is None:
            return OBJECT
        dims = _along_dims(source, a)
        return Array(dtype or source.dtype, dims) if dims else OBJECT

    return rule


def _along_dims(source: Array, a: Arguments) -> Dims | None:
    axis = a.get("axis")
    if isinstance(axis, NoneType):
        return (size(source.dims),)
    if source.dims is None:
        return None
    axis = Scalar("i64", value=-1) if axis is None else axis
    arrays.axis_number(axis, len(source.dims), a.at("axis") or a.at("a"))
    return source.dims if plain.is_integer(axis) else None


def in_place(a: Arguments) -> Type:
    """The methods sort and partition."""
    source = a["a"]
    if isinstance(source, Array) and source.dims is not None:
        axis = a.get("axis") or Scalar("i64", value=-1)
        arrays.axis_number(axis, len(source.dims), a.at("axis") or a.at("a"))
    return NONE


def unique(a: Arguments) -> Type:
    source = shaped(a["ar"])
    if source is None:
        return OBJECT
    dims: Dims | None = (None,)
    if not plain.absent(a.get("axis")):
        axis = None if not source.dims else arrays.axis_number(
            a["axis"], len(source.dims), a.at("axis")
        )  # fmt: skip
        known = source.dims if axis is not None else None
        dims = known and tuple(None if i == axis else dim for i, dim in enumerate(known))
    found: list[Type] = [Array(source.dtype, dims)]
    for name in ("return_index", "return_inverse", "return_counts"):
        wanted = plain.constant_bool(a.get(name), False)
        if wanted is None:
            return OBJECT
        if wanted:
            found.append(Array("i64", None if name == "return_inverse" else (None,)))
    return found[0] if len(found) == 1 else Tuple(tuple(found))


def set_of(*names: str) -> Typing:
    """union1d and the like: sorted, of unknown length."""

    def rule(a: Arguments) -> Type:
        sources = [shaped(a[name]) for name in names]
        others = arrays.all_known(a, "ar1", "ar2")
        if None in sources or not others or "return_indices" in a:
            return OBJECT
        dtypes = {source.dtype for source in sources if source}
        return Array(dtypes.pop() if len(dtypes) == 1 else None, (None,))

    return rule


def isin(a: Arguments) -> Type:
    source, others = shaped(a["element"]), shaped(a["test_elements"])
    if source is None or others is None or source.dims is None:
        return OBJECT
    return Array("bool", source.dims)


def searchsorted(a: Arguments) -> Type:
    source, values = shaped(a["a"]), shaped(a["v"])
    if source is None or values is None:
        return OBJECT
    if source.dims is not None and len(source.dims) != 1:
        message = f"searchsorted() in an array of {len(source.dims)} dimensions, not of one"
        raise RuleError("N2002", message, operands=a.at("a"))
    return result("i64", values.dims)


def digitize(a: Arguments) -> Type:
    source = shaped(a["x"])
    if source is None or shaped(a["bins"]) is None:
        return OBJECT
    return result("i64", source.dims)


def where(a: Arguments) -> Type:
    """Of one argument: nonzero."""
    names = ("condition", "x", "y")
    if "x" not in a and "y" not in a:
        return _places(shaped(a["condition"]))
    sources = [shaped(a.get(name)) for name in names if name in a]
    present = [source for source in sources if source is not None]
    if len(sources) != 3 or len(present) != 3:
        return OBJECT
    dims = broadcast_dims([source.dims for source in present], a.at(*names))
    kinds = [
        kind if isinstance(kind, Scalar) else source
        for kind, source in zip((a["x"], a["y"]), present[1:], strict=True)
    ]
    return Array(common_dtype(kinds), dims)


def nonzero(a: Arguments) -> Type:
    return _places(shaped(a["a"]))


def _places(source: Array | None) -> Type:
    if source is None or not source.dims:
        return OBJECT
    return Tuple((Array("i64", (None,)),) * len(source.dims))


def argwhere(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None or source.dims is None:
        return OBJECT
    return Array("i64", (None, len(source.dims)))


def flat_places(a: Arguments) -> Type:
    return OBJECT if shaped(a["a"]) is None else Array("i64", (None,))


def lexsort(a: Arguments) -> Type:
    keys = shaped(a["keys"])
    if keys is None or keys.dims is None or len(keys.dims) < 2 or "axis" in a:
        return OBJECT
    return Array("i64", keys.dims[1:])


def histogram(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None:
        return OBJECT
    bins = plain.constant_int(a["bins"]) if "bins" in a else 10
    unweighted = plain.absent(a.get("weights"))
    density = plain.constant_bool(a.get("density"), False)
    counts = ("f64" if density else "i64") if unweighted and density is not None else None
    inside = bins if "bins" not in a or plain.is_integer(a["bins"]) else None
    known: Dim = inside
    edge: Dim = None if inside is None else inside + 1
    edges = Array(
        "f64" if _wide(source) and inside is not None and "range" not in a else None, (edge,)
    )
    return Tuple((Array(counts, (known,)), edges))


def histogram_edges(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None:
        return OBJECT
    bins = plain.constant_int(a["bins"]) if "bins" in a else 10
    wide = "f64" if _wide(source) and bins is not None and "range" not in a else None
    return Array(wide, (None if bins is None else bins + 1,))


def _wide(source: Array) -> bool:
    return source.dtype in plain.NUMBERS and averaged(source.dtype) == "f64"


def bincount(a: Arguments) -> Type:
    source = shaped(a["x"])
    if source is None:
        return OBJECT
    if source.dims is not None and len(source.dims) != 1:
        message = f"bincount() of an array of {len(source.dims)} dimensions, not of one"
        raise RuleError("N2002", message, operands=a.at("x"))
    inexact = isinstance(a["x"], Array) and source.dtype in plain.REALS | plain.COMPLEX
    if inexact and size(source.dims) != 0:
        message = f"bincount() of {source.dtype} elements, not of integers"
        raise RuleError("N2003", message, operands=a.at("x"))
    return Array("i64" if plain.absent(a.get("weights")) else None, (None,))


def interpolated(a: Arguments) -> Type:
    source, values = shaped(a["x"]), shaped(a["fp"])
    if (
        source is None
        or values is None
        or not arrays.all_known(a, "xp")
        or values.dtype not in plain.NUMBERS
    ):
        return OBJECT
    dtype = "c128" if values.dtype in plain.COMPLEX else "f64"
    return result(dtype, source.dims) if source.dims else OBJECT


def extracted(a: Arguments) -> Type:
    source = shaped(a["arr"])
    return OBJECT if source is None else Array(source.dtype, (None,))
