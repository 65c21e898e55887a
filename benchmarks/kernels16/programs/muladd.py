"""a * b + c; C: ../c/muladd.c."""

import numpy as np


def muladd(a, b, c, out):
    for i in range(len(a)):
        out[i] = a[i] * b[i] + c[i]


def muladd_arrays(a, b, c):
    return a * b + c


def inputs(rng, n):
    return rng.random(n), rng.random(n), rng.random(n), np.zeros(n)
