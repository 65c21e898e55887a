"""Sixteen small kernels, as loops and as array expressions, beside C, numba and NumPy."""
