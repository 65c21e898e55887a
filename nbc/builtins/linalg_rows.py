"""NumPy's products, and `numpy.linalg`: rows."""

from __future__ import annotations

from nbc.builtins import linalg_rules as rules
from nbc.builtins import product_rules as products
from nbc.builtins.entry import Entry, unknown

_UFUNC = ("(x1, x2, /, out=None, *, casting='same_kind', order='K', dtype=None, subok=True, "
          "signature=None, sig=None, axes=..., axis=..., keepdims=...)")  # fmt: skip

PRODUCTS = (
    Entry("cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None)", products.cross,
          "the vector at right angles to two"),
    Entry("dot(a, b, out=None)", products.dot, "the matrix product, or the sum of products"),
    Entry("einsum(*operands, out=None, optimize=False, **kwargs)", products.einsum,
          "sums of products written with subscripts"),
    Entry("einsum_path(*operands, optimize='greedy', einsum_call=False)", unknown,
          "the order in which einsum would work"),
    Entry("inner(a, b, /)", products.inner, "sums of products over the last axes"),
    Entry("kron(a, b)", products.kron, "the Kronecker product"),
    Entry("matmul" + _UFUNC, products.matmul, "the matrix product, a @ b"),
    Entry("matvec" + _UFUNC, unknown, "matrices times vectors"),
    Entry("outer(a, b, out=None)", products.outer, "the products of every pair of elements"),
    Entry("tensordot(a, b, axes=2)", products.tensordot, "sums of products over chosen axes"),
    Entry("vdot(a, b, /)", products.vdot, "the sum of products, the first conjugated"),
    Entry("vecdot" + _UFUNC, products.vecdot, "dot products of vectors"),
    Entry("vecmat" + _UFUNC, unknown, "vectors times matrices"),
)  # fmt: skip

LINALG = (
    Entry("cholesky(a, /, *, upper=False)", rules.same_square, "the Cholesky factor"),
    Entry("cond(x, p=None)", unknown, "the condition number"),
    Entry("cross(x1, x2, /, *, axis=-1)", products.cross, "the vector at right angles to two"),
    Entry("det(a)", rules.determinant, "the determinant"),
    Entry("diagonal(x, /, *, offset=0)", rules.diagonal_of_matrix, "the diagonals of matrices"),
    Entry("eig(a)", rules.checked("a", square=True), "eigenvalues and eigenvectors"),
    Entry("eigh(a, UPLO='L')", rules.checked("a", square=True),
          "eigenvalues and eigenvectors of a symmetric matrix"),
    Entry("eigvals(a)", rules.eigenvalues, "the eigenvalues"),
    Entry("eigvalsh(a, UPLO='L')", rules.real_eigenvalues, "the eigenvalues of a symmetric matrix"),
    Entry("inv(a)", rules.same_square, "the inverse matrix"),
    Entry("lstsq(a, b, rcond=None)", rules.least_squares, "the least-squares solution"),
    Entry("matmul(x1, x2, /)", products.matmul, "the matrix product"),
    Entry("matrix_norm(x, /, *, keepdims=False, ord='fro')", rules.matrix_norm, "matrix norms"),
    Entry("matrix_power(a, n)", rules.power, "a matrix times itself, n times"),
    Entry("matrix_rank(A, tol=None, hermitian=False, *, rtol=None)", rules.rank,
          "how many singular values are not zero"),
    Entry("matrix_transpose(x, /)", rules.swapped_matrix, "the last two axes swapped"),
    Entry("multi_dot(arrays, *, out=None)", unknown, "the product of several matrices"),
    Entry("norm(x, ord=None, axis=None, keepdims=False)", rules.norm, "vector or matrix norms"),
    Entry("outer(x1, x2, /)", products.outer, "the products of every pair of elements"),
    Entry("pinv(a, rcond=None, hermitian=False, *, rtol=...)", rules.pseudo_inverse,
          "the pseudo-inverse"),
    Entry("qr(a, mode='reduced')", rules.checked("a", square=False), "the QR factors"),
    Entry("slogdet(a)", rules.checked("a", square=True), "sign and logarithm of the determinant"),
    Entry("solve(a, b)", rules.solve, "x in a @ x = b"),
    Entry("svd(a, full_matrices=True, compute_uv=True, hermitian=False)", rules.svd,
          "the singular value decomposition"),
    Entry("svdvals(x, /)", rules.singular_values, "the singular values"),
    Entry("tensordot(x1, x2, /, *, axes=2)", products.tensordot, "sums of products over axes"),
    Entry("tensorinv(a, ind=2)", unknown, "the inverse of a tensor"),
    Entry("tensorsolve(a, b, axes=None)", unknown, "x in tensordot(a, x) = b"),
    Entry("trace(x, /, *, offset=0, dtype=None)", unknown, "the sums of diagonals"),
    Entry("vecdot(x1, x2, /, *, axis=-1)", products.vecdot, "dot products of vectors"),
    Entry("vector_norm(x, /, *, axis=None, keepdims=False, ord=2)", rules.vector_norm,
          "vector norms"),
    Entry("LinAlgError(*args)", unknown, "linear algebra failed: a singular matrix, say"),
)  # fmt: skip
