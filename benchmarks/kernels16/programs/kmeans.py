"""One step of k-means: labels and new centres; C: ../c/kmeans.c."""

import numpy as np


def kmeans(points, centres, labels, moved):
    n, d = points.shape
    k = len(centres)
    members = np.zeros(k, dtype=np.int64)
    moved[:] = 0.0
    for i in range(n):
        best = 0
        least = np.inf
        for c in range(k):
            square = 0.0
            for j in range(d):
                difference = points[i, j] - centres[c, j]
                square += difference * difference
            if square < least:
                least = square
                best = c
        labels[i] = best
        members[best] += 1
        for j in range(d):
            moved[best, j] += points[i, j]
    for c in range(k):
        for j in range(d):
            moved[c, j] /= max(members[c], 1)


def kmeans_arrays(points, centres, labels, moved):
    differences = points[:, np.newaxis, :] - centres[np.newaxis, :, :]
    labels[:] = (differences**2).sum(axis=2).argmin(axis=1)
    for c in range(len(centres)):
        members = points[labels == c]
        moved[c] = members.sum(axis=0) / max(len(members), 1)


def inputs(rng, n, k, d):
    points = rng.normal(size=(n, d))
    return points, points[:k].copy(), np.zeros(n, dtype=np.int64), np.zeros((k, d))
