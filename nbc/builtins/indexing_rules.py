"""The typing rules of NumPy's functions that pick, replace and compare elements, and of others."""

from __future__ import annotations

from nbc.builtins import arrays, plain
from nbc.builtins.arrays import diagonal_length, result, shaped
from nbc.builtins.elementwise import broadcast_dims
from nbc.builtins.entry import Typing
from nbc.builtins.loops import common_dtype
from nbc.builtins.model import RuleError
from nbc.builtins.reduction_rules import averaged, same, summed
from nbc.builtins.signature import Arguments
from nbc.types.model import BOOL, OBJECT, Array, Dim, Scalar, Tuple, Type


def take(a: Arguments) -> Type:
    source, picked = shaped(a["a"]), shaped(a["indices"])
    if source is None or picked is None or not plain.absent(a.get("out")):
        return OBJECT
    if plain.absent(a.get("axis")):
        return result(source.dtype, picked.dims)
    if source.dims is None or picked.dims is None:
        return OBJECT
    axis = arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
    if axis is None:
        return OBJECT
    return result(source.dtype, source.dims[:axis] + picked.dims + source.dims[axis + 1 :])


def take_along_axis(a: Arguments) -> Type:
    source, picked = shaped(a["arr"]), shaped(a["indices"])
    if source is None or picked is None or not source.dims or picked.dims is None:
        return OBJECT
    if plain.absent(a.get("axis")) and "axis" in a:
        return Array(source.dtype, (None,))
    return Array(source.dtype, (None,) * len(source.dims))


def compress(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None or shaped(a["condition"]) is None or not plain.absent(a.get("out")):
        return OBJECT
    if plain.absent(a.get("axis")):
        return Array(source.dtype, (None,))
    if not source.dims:
        return OBJECT
    axis = arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
    if not plain.is_integer(a["axis"]):
        return Array(source.dtype, None)
    dims = tuple(None if axis in (None, i) else dim for i, dim in enumerate(source.dims))
    return Array(source.dtype, dims)


def diagonal(a: Arguments) -> Type:
    """Diagonals of the first two axes; they become the last axis."""
    source = shaped(a["a"])
    if source is None or source.dims is None:
        return OBJECT
    if len(source.dims) < 2:
        message = f"the diagonal of an array of {len(source.dims)} dimensions"
        raise RuleError("N2002", message, operands=a.at("a"))
    if "axis1" in a or "axis2" in a:
        return Array(source.dtype, (None,) * (len(source.dims) - 1))
    offset = plain.constant_int(a["offset"]) if "offset" in a else 0
    length = diagonal_length(source.dims[0], source.dims[1], offset)
    return Array(source.dtype, (*source.dims[2:], length))


def trace(a: Arguments) -> Type:
    source = shaped(a["a"])
    found = diagonal(a)
    if source is None or not isinstance(found, Array) or not found.dims:
        return OBJECT
    if not plain.absent(a.get("out")):
        return OBJECT
    return result(arrays.dtype_or(a.get("dtype"), summed(source.dtype)), found.dims[:-1])


def index_pair(a: Arguments) -> Type:
    """tril_indices and the like: two arrays of equal, unknown length."""
    return Tuple((Array("i64", (None,)),) * 2)


def diag_indices(a: Arguments) -> Type:
    count = plain.constant_int(a.get("ndim")) if "ndim" in a else 2
    length = plain.constant_int(a["n"])
    if count is None or not 0 <= count <= 32 or not plain.is_integer(a["n"]):
        return Tuple(None)
    side = None if length is None else max(0, length)
    return Tuple((Array("i64", (side,)),) * count)


def compared(a: Arguments) -> Type:
    """isclose: elementwise."""
    left, right = shaped(a["a"]), shaped(a["b"])
    if left is None or right is None:
        return OBJECT
    if left.dtype not in plain.NUMBERS or right.dtype not in plain.NUMBERS:
        return OBJECT
    dims = broadcast_dims([left.dims, right.dims], a.at("a", "b"))
    return result("bool", dims) if "rtol" not in a and "atol" not in a else OBJECT


def allclose(a: Arguments) -> Type:
    left, right = shaped(a["a"]), shaped(a["b"])
    if left is None or right is None:
        return OBJECT
    broadcast_dims([left.dims, right.dims], a.at("a", "b"))
    return BOOL


def arrays_to(answer: Type, *names: str) -> Typing:
    """One answer for array-likes; unknown where another class may take the call over."""

    def rule(a: Arguments) -> Type:
        return answer if arrays.all_known(a, *names) else OBJECT

    return rule


def rounded(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None:
        return OBJECT
    if not plain.absent(a.get("out")):
        return a["out"] if isinstance(a["out"], Array) else OBJECT
    return result(None if source.dtype == "bool" else same(source.dtype), source.dims)


def real_part(a: Arguments) -> Type:
    """real, imag: a view of an array."""
    source = a.get("val") or a.get("self")
    if not isinstance(source, Array):
        return OBJECT
    dtype = {"c64": "f32", "c128": "f64"}.get(source.dtype or "", same(source.dtype))
    return Array(dtype, source.dims)


def angle(a: Arguments) -> Type:
    source = shaped(a["z"])
    if source is None:
        return OBJECT
    return result("f64" if source.dtype in ("f64", "i64") and "deg" not in a else None, source.dims)


def sinc(a: Arguments) -> Type:
    source = shaped(a["x"])
    return OBJECT if source is None else result(
        "f64" if source.dtype == "f64" else None, source.dims
    )  # fmt: skip


def kept(name: str) -> Typing:
    """An array of the argument's dtype and shape."""

    def rule(a: Arguments) -> Type:
        source = shaped(a[name])
        if source is None or not source.dims or not plain.absent(a.get("out")):
            return OBJECT
        return Array(same(source.dtype), source.dims)

    return rule


def no_nan(a: Arguments) -> Type:
    source = shaped(a["x"])
    return OBJECT if source is None else result(same(source.dtype), source.dims)


def convolved(a: Arguments) -> Type:
    """convolve: lengths by mode; operands without axes count as one element."""
    left, right = shaped(a["a"]), shaped(a["v"])
    mode = plain.constant_str(a["mode"]) if "mode" in a else "full"
    if left is None or right is None or left.dims is None or right.dims is None:
        return OBJECT
    if len(left.dims) > 1 or len(right.dims) > 1:
        message = "only arrays of one dimension can be convolved"
        raise RuleError("N2002", message, operands=a.at("a", "v"))
    n, m = (left.dims or (1,))[0], (right.dims or (1,))[0]
    if n == 0 or m == 0:
        raise RuleError("N2002", "an array without elements", operands=a.at("a", "v"))
    dtype = common_dtype([Array(left.dtype, (1,)), Array(right.dtype, (1,))])
    return Array(dtype, (_convolved_length(n, m, mode),))


def _convolved_length(n: Dim, m: Dim, mode: str | None) -> Dim:
    if not (isinstance(n, int) and isinstance(m, int)):
        return None
    lengths = {"full": n + m - 1, "same": max(n, m), "valid": max(n, m) - min(n, m) + 1}
    return lengths.get(mode or "")


def correlated(a: Arguments) -> Type:
    found = convolved(a)
    return Array(found.dtype, (None,)) if isinstance(found, Array) else OBJECT


def gradient(a: Arguments) -> Type:
    """Of an array of one axis: an array; of more: several."""
    source = shaped(a["f"])
    if source is None or source.dims is None or len(source.dims) != 1 or a.rest:
        return OBJECT
    return Array("f64" if averaged(source.dtype) == "f64" else None, source.dims)


def transformed(length: str | None) -> Typing:
    """A Fourier transform along one axis: complex; its length is kept, halved or doubled."""

    def rule(a: Arguments) -> Type:
        source = shaped(a["a"])
        if source is None or not source.dims or not plain.absent(a.get("out")):
            return OBJECT
        axis = arrays.axis_number(a.get("axis") or Scalar("i64", value=-1), len(source.dims),
                                  a.at("axis"))  # fmt: skip
        if axis is None:
            return OBJECT
        known: Dim = source.dims[axis]
        if not plain.absent(a.get("n")):
            known = plain.constant_int(a["n"])
        if length == "half":
            known = known // 2 + 1 if isinstance(known, int) else None
        elif length == "double":
            known = 2 * (known - 1) if isinstance(known, int) and plain.absent(a.get("n")) else None
        dims = (*source.dims[:axis], known, *source.dims[axis + 1 :])
        return Array(_complex_of(source.dtype, real=length == "double"), dims)

    return rule


def _complex_of(dtype: str | None, *, real: bool) -> str | None:
    if dtype == "f16":
        return None
    if dtype in ("f32", "c64"):
        return "f32" if real else "c64"
    return ("f64" if real else "c128") if dtype in plain.NUMBERS else None


def frequencies(half: bool) -> Typing:
    def rule(a: Arguments) -> Type:
        count = plain.constant_int(a["n"])
        if half and count is not None:
            count = count // 2 + 1
        return Array("f64" if "d" not in a or _weak(a["d"]) else None, (count,))

    return rule


def _weak(kind: Type) -> bool:
    return isinstance(kind, Scalar) and kind.weak is True and kind.dtype in ("i64", "f64")
