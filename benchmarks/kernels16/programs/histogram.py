"""Counts of numbers from 0 to 1 in equal bins; C: ../c/histogram.c."""

import numpy as np


def histogram(data, counts):
    bins = len(counts)
    for i in range(len(data)):
        counts[int(data[i] * bins)] += 1


def histogram_arrays(data, counts):
    bins = len(counts)
    counts += np.bincount((data * bins).astype(np.int64), minlength=bins)


def inputs(rng, n, bins):
    return rng.random(n), np.zeros(bins, dtype=np.int64)
