"""The largest singular value of an infinite matrix, cut to n rows; C: ../c/spectral_norm.c."""

import math

import numpy as np


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v, out):
    n = len(v)
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(i, j) * v[j]
        out[i] = total


def times_transposed(v, out):
    n = len(v)
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(j, i) * v[j]
        out[i] = total


def spectral_norm(n):
    u = np.ones(n)
    v = np.zeros(n)
    between = np.zeros(n)
    for _ in range(10):
        times(u, between)
        times_transposed(between, v)
        times(v, between)
        times_transposed(between, u)
    uv = 0.0
    vv = 0.0
    for i in range(n):
        uv += u[i] * v[i]
        vv += v[i] * v[i]
    return math.sqrt(uv / vv)


def spectral_norm_arrays(n):
    i = np.arange(n)[:, np.newaxis]
    j = np.arange(n)
    a = 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)
    u = np.ones(n)
    for _ in range(10):
        v = a.T @ (a @ u)
        u = a.T @ (a @ v)
    return np.sqrt((u @ v) / (v @ v))


def inputs(rng, n):
    return (n,)
