"""Edit distance of two texts, as codes; C: ../c/levenshtein.c."""

import numpy as np


def levenshtein(a, b):
    columns = len(b) + 1
    previous = np.arange(columns)
    current = np.zeros(columns, dtype=np.int64)
    for i in range(1, len(a) + 1):
        current[0] = i
        for j in range(1, columns):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        previous, current = current, previous
    return previous[columns - 1]


def inputs(rng, n):
    letters = np.arange(97, 101, dtype=np.uint8)
    return rng.choice(letters, n), rng.choice(letters, n - n // 10)
