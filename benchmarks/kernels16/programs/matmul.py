"""The product of two matrices, by its definition and by `@`; C: ../c/matmul.c."""

import numpy as np


def matmul(a, b, out):
    n, depth = a.shape
    m = b.shape[1]
    for i in range(n):
        for j in range(m):
            total = 0.0
            for k in range(depth):
                total += a[i, k] * b[k, j]
            out[i, j] = total


def matmul_arrays(a, b):
    return a @ b


def inputs(rng, n):
    return rng.random((n, n)), rng.random((n, n)), np.zeros((n, n))
