"""The typing rules of `numpy.linalg`.

It computes in f32, f64, c64 or c128; f16 it refuses. Results that are named tuples are unknown.
"""

from __future__ import annotations

from nbc.builtins import arrays, plain
from nbc.builtins.arrays import Dims, reduced_dims, result, shape_text, shaped
from nbc.builtins.elementwise import broadcast_dims
from nbc.builtins.entry import Typing
from nbc.builtins.model import RuleError
from nbc.builtins.product_rules import require_equal
from nbc.builtins.signature import Arguments
from nbc.types.model import OBJECT, Array, Dim, Tuple, Type


def computed(dtype: str | None) -> str | None:
    """The dtype that LAPACK is called with."""
    if dtype == "bool" or dtype in plain.INTEGERS:
        return "f64"
    return dtype if dtype in ("f32", "f64", "c64", "c128") else None


def real_of(dtype: str | None) -> str | None:
    return {"c64": "f32", "c128": "f64"}.get(dtype or "", dtype)


def matrix(a: Arguments, name: str = "a", *, square: bool = False) -> Array | None:
    """The argument as a stack of matrices; N2002, N2003 where it certainly is none."""
    source = shaped(a[name])
    if source is None:
        return None
    if source.dims is not None and len(source.dims) < 2:
        message = f"a matrix is needed, not an array of shape {shape_text(source.dims)}"
        raise RuleError("N2002", message, operands=a.at(name))
    if source.dtype == "f16":
        message = "linear algebra has no half precision"
        raise RuleError("N2003", message, hint="use .astype('f4')", operands=a.at(name))
    if square and source.dims is not None:
        rows, columns = source.dims[-2:]
        if isinstance(rows, int) and isinstance(columns, int) and rows != columns:
            message = f"a square matrix is needed, not {shape_text(source.dims)}"
            raise RuleError("N2002", message, operands=a.at(name))
    return source


def same_square(a: Arguments) -> Type:
    """inv, cholesky."""
    source = matrix(a, square=True)
    return OBJECT if source is None else Array(computed(source.dtype), source.dims)


def determinant(a: Arguments) -> Type:
    source = matrix(a, square=True)
    if source is None or source.dims is None:
        return OBJECT
    return result(computed(source.dtype), source.dims[:-2])


def checked(name: str, *, square: bool) -> Typing:
    """Only the shape is checked; the result is a named tuple."""

    def rule(a: Arguments) -> Type:
        matrix(a, name, square=square)
        return OBJECT

    return rule


def eigenvalues(a: Arguments) -> Type:
    """Of any matrix: complex or not, as the values are."""
    source = matrix(a, square=True)
    if source is None or source.dims is None:
        return OBJECT
    return Array(
        computed(source.dtype) if source.dtype in plain.COMPLEX else None, source.dims[:-1]
    )


def real_eigenvalues(a: Arguments) -> Type:
    source = matrix(a, square=True)
    if source is None or source.dims is None:
        return OBJECT
    return Array(real_of(computed(source.dtype)), source.dims[:-1])


def singular_values(a: Arguments) -> Type:
    source = matrix(a, "x")
    if source is None or source.dims is None:
        return OBJECT
    return Array(real_of(computed(source.dtype)), (*source.dims[:-2], _least(source.dims)))


def svd(a: Arguments) -> Type:
    source = matrix(a)
    if source is None or source.dims is None:
        return OBJECT
    if plain.constant_bool(a.get("compute_uv"), True) is not False:
        return OBJECT
    return Array(real_of(computed(source.dtype)), (*source.dims[:-2], _least(source.dims)))


def _least(dims: Dims) -> Dim:
    rows, columns = dims[-2:]
    if rows == columns:
        return rows
    return min(rows, columns) if isinstance(rows, int) and isinstance(columns, int) else None


def pseudo_inverse(a: Arguments) -> Type:
    source = matrix(a)
    if source is None or source.dims is None:
        return OBJECT
    rows, columns = source.dims[-2:]
    return Array(computed(source.dtype), (*source.dims[:-2], columns, rows))


def rank(a: Arguments) -> Type:
    source = shaped(a["A"])
    if "tol" in a or "rtol" in a or source is None or source.dims is None or len(source.dims) < 2:
        return OBJECT
    return result("i64", source.dims[:-2])


def power(a: Arguments) -> Type:
    source = matrix_of_any_dtype(a)
    exponent = plain.constant_int(a["n"])
    if source is None:
        return OBJECT
    certain = exponent is not None and exponent >= 1
    dtype = source.dtype if certain and source.dtype in plain.NUMBERS else None
    return Array(dtype, source.dims)


def matrix_of_any_dtype(a: Arguments) -> Array | None:
    source = shaped(a["a"])
    if source is not None and source.dtype == "f16":
        return Array(None, source.dims)
    return matrix(a, square=True)


def solve(a: Arguments) -> Type:
    left = matrix(a, square=True)
    right = shaped(a["b"])
    if left is None or right is None or left.dims is None or right.dims is None:
        return OBJECT
    place = a.at("a", "b")
    dtype = _joint(left, right)
    if not right.dims:
        return OBJECT
    rows = right.dims[0] if len(right.dims) == 1 else right.dims[-2]
    require_equal(left.dims[-1], rows, (left, right), place, "solve()")
    if len(right.dims) == 1:
        return Array(dtype, left.dims[:-1])
    batch = broadcast_dims([left.dims[:-2], right.dims[:-2]], place)
    return Array(dtype, None if batch is None else (*batch, left.dims[-1], right.dims[-1]))


def _joint(left: Array, right: Array) -> str | None:
    one, other = computed(left.dtype), computed(right.dtype)
    return one if one == other else None


def least_squares(a: Arguments) -> Type:
    left, right = matrix(a), shaped(a["b"])
    if left is None or right is None or left.dims is None or not right.dims:
        return OBJECT
    if len(left.dims) != 2:
        raise RuleError("N2002", "lstsq() of a stack of matrices", operands=a.at("a"))
    if len(right.dims) > 2:
        return OBJECT
    require_equal(left.dims[0], right.dims[0], (left, right), a.at("a", "b"), "lstsq()")
    dtype = _joint(left, right)
    solution = Array(dtype, (left.dims[1], *right.dims[1:]))
    values = Array(real_of(dtype), (_least(left.dims),))
    return Tuple((solution, Array(real_of(dtype), (None,)), OBJECT, values))


def norm(a: Arguments) -> Type:
    source = shaped(a["x"])
    if source is None:
        return OBJECT
    keepdims = plain.constant_bool(a.get("keepdims"), False)
    dims = reduced_dims(source, a.get("axis"), keepdims, a.at("axis"))
    ordinary = plain.absent(a.get("ord"))
    if ordinary and plain.absent(a.get("axis")) and keepdims is False:
        dims = ()
    if not ordinary and plain.absent(a.get("axis")) and len(source.dims or (1,)) not in (1, 2):
        message = f"norm() with ord of an array of shape {shape_text(source.dims)}"
        raise RuleError("N2002", message, hint="give axis=...", operands=a.at("x"))
    return result(real_of(computed(source.dtype)) if ordinary else None, dims)


def vector_norm(a: Arguments) -> Type:
    source = shaped(a["x"])
    if source is None:
        return OBJECT
    keepdims = plain.constant_bool(a.get("keepdims"), False)
    dims = reduced_dims(source, a.get("axis"), keepdims, a.at("axis"))
    return result(None, dims)


def matrix_norm(a: Arguments) -> Type:
    source = shaped(a["x"])
    if source is None or source.dims is None or len(source.dims) < 2:
        return OBJECT
    if plain.constant_bool(a.get("keepdims"), False) is not False:
        return OBJECT
    return result(None, source.dims[:-2])


def swapped_matrix(a: Arguments) -> Type:
    """matrix_transpose, .mT."""
    source = shaped(a.get("x") or a.get("self"))
    if source is None:
        return OBJECT
    if source.dims is None:
        return Array(source.dtype, None)
    if len(source.dims) < 2:
        raise RuleError("N2002", f"no matrix: {shape_text(source.dims)}", operands=a.at("x"))
    return Array(source.dtype, (*source.dims[:-2], source.dims[-1], source.dims[-2]))


def diagonal_of_matrix(a: Arguments) -> Type:
    from_matrix = shaped(a["x"])
    if from_matrix is None or from_matrix.dims is None or len(from_matrix.dims) < 2:
        return OBJECT
    offset = 0 if "offset" not in a else plain.constant_int(a["offset"])
    length = arrays.diagonal_length(from_matrix.dims[-2], from_matrix.dims[-1], offset)
    return Array(from_matrix.dtype, (*from_matrix.dims[:-2], length))
