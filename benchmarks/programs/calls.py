"""Functions that do next to nothing: what is timed is the call."""


def one_float(x):
    return x + 1.0


def two_floats(x, y):
    return x * y + 1.0


def one_array(a):
    return a[0]


def two_arrays(a, b):
    return a[0] + b[0]


def three_arrays(a, b, c):
    return a[0] + b[0] + c[0]
