import numpy as np

def primes(limit):
    mask = np.ones(limit + 1, dtype=bool)
    mask[:2] = False
    for n in range(2, int(limit ** 0.5) + 1):
        if mask[n]:
            mask[n * n :: n] = False
    return np.flatnonzero(mask)

print(primes(30), primes(1000).size)  # expect: [ 2  3  5  7 11 13 17 19 23 29] 168
