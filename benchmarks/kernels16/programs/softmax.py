"""Softmax of each row; C: ../c/softmax.c."""

import math

import numpy as np


def softmax(x, out):
    rows, columns = x.shape
    for i in range(rows):
        largest = x[i, 0]
        for j in range(1, columns):
            if x[i, j] > largest:
                largest = x[i, j]
        total = 0.0
        for j in range(columns):
            out[i, j] = math.exp(x[i, j] - largest)
            total += out[i, j]
        for j in range(columns):
            out[i, j] /= total


def softmax_arrays(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def inputs(rng, rows, columns):
    return rng.normal(size=(rows, columns)), np.zeros((rows, columns))
