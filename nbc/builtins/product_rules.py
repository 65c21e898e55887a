"""The typing rules of NumPy's products of arrays: dot, matmul, tensordot, einsum, ...

Lengths that must agree and certainly do not are N2002, naming both shapes.
"""

from __future__ import annotations

from nbc.builtins import plain
from nbc.builtins.arrays import Dims, dtype_or, result, shape_text, shaped
from nbc.builtins.elementwise import broadcast_dims
from nbc.builtins.loops import common_dtype
from nbc.builtins.model import RuleError
from nbc.builtins.signature import Arguments
from nbc.types import shapes
from nbc.types.model import OBJECT, Array, Dim, Scalar, Type
from nbc.types.shapes import size


def pair(a: Arguments) -> tuple[Array, Array, tuple[int, ...]] | None:
    """The two operands, whatever the function calls them, and their places."""
    for names in (("a", "b"), ("x1", "x2")):
        if names[0] in a and names[1] in a:
            left, right = shaped(a[names[0]]), shaped(a[names[1]])
            if left is None or right is None or not plain.absent(a.get("out")):
                return None
            return left, right, a.at(*names)
    return None


def product_dtype(a: Arguments, left: Array, right: Array) -> str | None:
    """Weak scalars among the operands are left to NumPy."""
    if any(isinstance(kind, Scalar) for kind in a.types.values()):
        return None
    return common_dtype([Array(left.dtype, (1,)), Array(right.dtype, (1,))])


def require_equal(
    left: Dim, right: Dim, both: tuple[Array, Array], place: tuple[int, ...], what: str
) -> None:
    if isinstance(left, int) and isinstance(right, int) and left != right:
        one, other = (shape_text(shape.dims) for shape in both)
        message = f"{what} of {one} and {other}: {left} is not {right}"
        raise RuleError("N2002", message, operands=place)


def dot(a: Arguments) -> Type:
    found = pair(a)
    if found is None:
        return OBJECT
    left, right, place = found
    dtype = product_dtype(a, left, right)
    if left.dims is None or right.dims is None:
        return OBJECT
    if not left.dims or not right.dims:
        return result(None, left.dims + right.dims)
    inner = right.dims[-2] if len(right.dims) > 1 else right.dims[0]
    require_equal(left.dims[-1], inner, (left, right), place, "dot()")
    rest = right.dims[:-2] + right.dims[-1:] if len(right.dims) > 1 else ()
    return result(dtype, left.dims[:-1] + rest)


_LAYOUT = frozenset({"axis", "axes", "keepdims", "signature", "sig"})


def matmul(a: Arguments) -> Type:
    found = pair(a)
    if found is None or _LAYOUT & a.types.keys():
        return OBJECT
    left, right, place = found
    dtype = dtype_or(a.get("dtype"), product_dtype(a, left, right))
    dims = matmul_dims(left, right, place)
    return result(dtype, dims)


def matmul_dims(left: Array, right: Array, place: tuple[int, ...]) -> Dims | None:
    try:
        return shapes.matmul(left.dims, right.dims)
    except shapes.ShapeError as error:
        one, other = shape_text(left.dims), shape_text(right.dims)
        message = f"matmul() of {one} and {other}: {error}"
        raise RuleError("N2002", message, operands=place) from None


def inner(a: Arguments) -> Type:
    found = pair(a)
    if found is None or found[0].dims is None or found[1].dims is None:
        return OBJECT
    left, right, place = found
    dtype = product_dtype(a, left, right)
    if not left.dims or not right.dims:
        return result(None, (left.dims or ()) + (right.dims or ()))
    require_equal(left.dims[-1], (right.dims or ())[-1], (left, right), place, "inner()")
    return result(dtype, left.dims[:-1] + (right.dims or ())[:-1])


def outer(a: Arguments) -> Type:
    found = pair(a)
    if found is None:
        return OBJECT
    left, right, _ = found
    return Array(product_dtype(a, left, right), (size(left.dims), size(right.dims)))


def vdot(a: Arguments) -> Type:
    found = pair(a)
    if found is None:
        return OBJECT
    left, right, place = found
    require_equal(size(left.dims), size(right.dims), (left, right), place, "vdot()")
    return result(product_dtype(a, left, right), ())


def vecdot(a: Arguments) -> Type:
    found = pair(a)
    if found is None or found[0].dims is None or found[1].dims is None:
        return OBJECT
    if _LAYOUT & a.types.keys():
        return OBJECT
    left, right, place = found
    if not left.dims or not right.dims:
        raise RuleError("N2002", "vecdot() of a value without axes", operands=place)
    require_equal(left.dims[-1], right.dims[-1], (left, right), place, "vecdot()")
    dtype = dtype_or(a.get("dtype"), product_dtype(a, left, right))
    return result(dtype, broadcast_dims([left.dims[:-1], right.dims[:-1]], place))


def tensordot(a: Arguments) -> Type:
    found = pair(a)
    if found is None or found[0].dims is None or found[1].dims is None:
        return OBJECT
    left, right, place = found
    axes = _contracted(a.get("axes"), len(left.dims or ()), len(right.dims or ()))
    if axes is None:
        return OBJECT
    for one, other in zip(*axes, strict=True):
        require_equal((left.dims or ())[one], (right.dims or ())[other], (left, right), place,
                      "tensordot()")  # fmt: skip
    kept = [dim for index, dim in enumerate(left.dims or ()) if index not in axes[0]]
    kept += [dim for index, dim in enumerate(right.dims or ()) if index not in axes[1]]
    dtype = product_dtype(a, left, right)
    return result(dtype, tuple(kept)) if kept else OBJECT


def _contracted(
    axes: Type | None, left: int, right: int
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The axes of both sides that are summed over, if they are known and fit."""
    count = 2 if axes is None else plain.constant_int(axes)
    if count is not None:
        if count < 0 or count > min(left, right):
            return None
        return tuple(range(left - count, left)), tuple(range(count))
    items = plain.items_of(axes)
    if items is None or len(items) != 2:
        return None
    sides = [plain.items_of(item) or (item,) for item in items]
    numbers = [[plain.constant_int(item) for item in side] for side in sides]
    known = [[n for n in side if n is not None] for side in numbers]
    whole = len(known[0]) == len(known[1]) and known == numbers
    inside = all(-left <= n < left for n in known[0]) and all(-right <= n < right for n in known[1])
    if not whole or not inside or not left or not right:
        return None
    return tuple(n % left for n in known[0]), tuple(n % right for n in known[1])


def kron(a: Arguments) -> Type:
    found = pair(a)
    if found is None or found[0].dims is None or found[1].dims is None:
        return OBJECT
    left, right, _ = found
    rank = max(len(left.dims or ()), len(right.dims or ()))
    one, other = ((1,) * (rank - len(s.dims or ())) + (s.dims or ()) for s in (left, right))
    dims = tuple(_times(x, y) for x, y in zip(one, other, strict=True))
    return Array(product_dtype(a, left, right), dims) if dims else OBJECT


def _times(x: Dim, y: Dim) -> Dim:
    if x == 1 or y == 1:
        return y if x == 1 else x
    return x * y if isinstance(x, int) and isinstance(y, int) else None


def cross(a: Arguments) -> Type:
    """Vectors of three; of two only before NumPy 2.5."""
    found = pair(a)
    axes = {"axisa", "axisb", "axisc", "axis"} & a.types.keys()
    if found is None or axes or not found[0].dims or not found[1].dims:
        return OBJECT
    left, right, place = found
    ends = (found[0].dims[-1], found[1].dims[-1])
    if any(isinstance(end, int) and end not in (2, 3) for end in ends):
        raise RuleError("N2002", "cross() of vectors that do not have 3 elements", operands=place)
    if ends != (3, 3):
        return OBJECT
    dims = broadcast_dims([left.dims, right.dims], place)
    return result(product_dtype(a, left, right), dims)


def einsum(a: Arguments) -> Type:
    """Subscripts that are known, without an ellipsis."""
    text = plain.constant_str(a.rest[0]) if a.rest else None
    sources = [shaped(kind) for kind in a.rest[1:]]
    if text is None or "." in text or None in sources or a.types.keys() - {"optimize"} or a.extra:
        return OBJECT
    operands = [source for source in sources if source is not None]
    inputs, arrow, output = text.replace(" ", "").partition("->")
    terms = inputs.split(",")
    if len(terms) != len(operands):
        message = f"{len(terms)} terms in the subscripts for {len(operands)} operands"
        raise RuleError("N2002", message, operands=(0,))
    lengths = _einsum_lengths(terms, operands)
    if lengths is None:
        return OBJECT
    if not arrow:
        letters = inputs.replace(",", "")
        output = "".join(sorted(x for x in set(letters) if letters.count(x) == 1))
    if any(letter not in lengths for letter in output):
        raise RuleError("N2002", "an output subscript that no operand has", operands=(0,))
    dtype = common_dtype([Array(operand.dtype, (1,)) for operand in operands])
    return result(dtype, tuple(lengths[letter] for letter in output))


def _einsum_lengths(terms: list[str], operands: list[Array]) -> dict[str, Dim] | None:
    lengths: dict[str, Dim] = {}
    for place, (term, operand) in enumerate(zip(terms, operands, strict=True), start=1):
        if operand.dims is None:
            return None
        if len(term) != len(operand.dims):
            message = f"subscripts '{term}' for an array of {len(operand.dims)} dimensions"
            raise RuleError("N2002", message, operands=(0, place))
        for letter, dim in zip(term, operand.dims, strict=True):
            known = lengths.get(letter, dim)
            if isinstance(known, int) and isinstance(dim, int) and 1 != known != dim != 1:
                message = f"'{letter}' is {known} in one operand and {dim} in another"
                raise RuleError("N2002", message, operands=(0, place))
            lengths[letter] = dim if known == 1 else known
    return lengths
