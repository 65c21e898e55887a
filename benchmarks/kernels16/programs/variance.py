"""The mean square distance from the mean; C: ../c/variance.c."""


def variance(x):
    n = len(x)
    total = 0.0
    for i in range(n):
        total += x[i]
    mean = total / n
    squares = 0.0
    for i in range(n):
        squares += (x[i] - mean) ** 2
    return squares / n


def variance_arrays(x):
    return ((x - x.mean()) ** 2).mean()


def inputs(rng, n):
    return (rng.random(n),)
