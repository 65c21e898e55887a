"""Products of matrices and vectors."""

import numpy as np
from numba import jit


def gemm(alpha, beta, c, a, b):
    c[:] = alpha * a @ b + beta * c


def gemm_inputs(rng, n, m, k):
    return 1.5, 1.2, rng.random((n, m)), rng.random((n, k)), rng.random((k, m))


def gemver(alpha, beta, a, u1, v1, u2, v2, w, x, y, z):
    a += np.outer(u1, v1) + np.outer(u2, v2)
    x += beta * y @ a + z
    w += alpha * a @ x


def gemver_inputs(rng, n):
    vectors = [rng.random(n) for _ in range(8)]
    return (1.5, 1.2, rng.random((n, n)), *vectors)


@jit(nopython=True)
def gesummv(alpha, beta, a, b, x):
    return alpha * a @ x + beta * b @ x


def gesummv_inputs(rng, n):
    return 1.5, 1.2, rng.random((n, n)), rng.random((n, n)), rng.random(n)


def two_mm(alpha, beta, a, b, c, d):
    d[:] = alpha * a @ b @ c + beta * d


def two_mm_inputs(rng, n):
    return (1.5, 1.2, *(rng.random((n, n)) for _ in range(4)))


def three_mm(a, b, c, d):
    return a @ b @ (c @ d)


def three_mm_inputs(rng, n):
    return tuple(rng.random((n, n)) for _ in range(4))


def atax(a, x):
    return (a @ x) @ a


def atax_inputs(rng, n, m):
    return rng.random((n, m)), rng.random(m)


def bicg(a, p, r):
    return r @ a, a @ p


def bicg_inputs(rng, n, m):
    return rng.random((n, m)), rng.random(m), rng.random(n)


def mvt(x1, x2, y1, y2, a):
    x1 += a @ y1
    x2 += y2 @ a


def mvt_inputs(rng, n):
    return (*(rng.random(n) for _ in range(4)), rng.random((n, n)))


def symm(alpha, beta, c, a, b):
    """a is symmetric; only what is on and below its diagonal is read."""
    total = np.empty((c.shape[1],), dtype=c.dtype)
    c *= beta
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            c[:i, j] += alpha * b[i, j] * a[i, :i]
            total[j] = b[:i, j] @ a[i, :i]
        c[i, :] += alpha * b[i, :] * a[i, i] + alpha * total


def symm_inputs(rng, n, m):
    return 1.5, 1.2, rng.random((n, m)), rng.random((n, n)), rng.random((n, m))


def syrk(alpha, beta, c, a):
    for i in range(a.shape[0]):
        c[i, : i + 1] *= beta
        for k in range(a.shape[1]):
            c[i, : i + 1] += alpha * a[i, k] * a[: i + 1, k]


def syrk_inputs(rng, n, m):
    return 1.5, 1.2, rng.random((n, n)), rng.random((n, m))


def syr2k(alpha, beta, c, a, b):
    for i in range(a.shape[0]):
        c[i, : i + 1] *= beta
        for k in range(a.shape[1]):
            c[i, : i + 1] += a[: i + 1, k] * alpha * b[i, k] + b[: i + 1, k] * alpha * a[i, k]


def syr2k_inputs(rng, n, m):
    return 1.5, 1.2, rng.random((n, n)), rng.random((n, m)), rng.random((n, m))


def trmm(alpha, a, b):
    for i in range(b.shape[0]):
        for j in range(b.shape[1]):
            b[i, j] += np.dot(a[i + 1 :, i], b[i + 1 :, j])
    b *= alpha


def trmm_inputs(rng, n, m):
    return 1.5, rng.random((n, n)), rng.random((n, m))


def doitgen(a, c4):
    for r in range(a.shape[0]):
        for q in range(a.shape[1]):
            a[r, q, :] = a[r, q, :] @ c4


def doitgen_inputs(rng, n):
    return rng.random((n, n, n)), rng.random((n, n)) / n


def power_iteration(a, steps):
    v = np.ones(a.shape[0])
    value = 0.0
    for step in range(steps):
        w = a @ v
        value = np.sqrt((w * w).sum())
        v = w / value
    return value, v


def power_iteration_inputs(rng, n, steps):
    a = rng.random((n, n))
    return a + a.T, steps


def spmv(start, column, value, x):
    """A sparse matrix by rows (CSR) times a vector."""
    y = np.empty(start.size - 1, dtype=value.dtype)
    for i in range(y.size):
        columns = column[start[i] : start[i + 1]]
        values = value[start[i] : start[i + 1]]
        y[i] = values @ x[columns]
    return y


def spmv_inputs(rng, n, m, each):
    start = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(rng.integers(0, 2 * each, n))))
    count = start[-1]
    return start, rng.integers(0, m, count), rng.random(count), rng.random(m)
