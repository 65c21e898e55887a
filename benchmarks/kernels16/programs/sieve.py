"""How many primes there are below n; C: ../c/sieve.c."""

import numpy as np


def sieve(n):
    prime = np.ones(n, dtype=np.bool_)
    count = 0
    for i in range(2, n):
        if prime[i]:
            count += 1
            for multiple in range(i * i, n, i):
                prime[multiple] = False
    return count


def sieve_arrays(n):
    prime = np.ones(n, dtype=np.bool_)
    prime[:2] = False
    for i in range(2, int(n**0.5) + 1):
        if prime[i]:
            prime[i * i :: i] = False
    return prime.sum()


def inputs(rng, n):
    return (n,)
