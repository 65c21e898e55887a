"""Shortest paths between all nodes; C: ../c/floyd_warshall.c."""

import numpy as np


def floyd_warshall(distance):
    n = len(distance)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                through = distance[i, k] + distance[k, j]
                if through < distance[i, j]:
                    distance[i, j] = through


def floyd_warshall_arrays(distance):
    for k in range(len(distance)):
        distance[:] = np.minimum(distance, distance[:, k, np.newaxis] + distance[k])


def inputs(rng, n):
    distance = rng.uniform(1.0, 100.0, (n, n))
    np.fill_diagonal(distance, 0.0)
    return (distance,)
