"""NumPy code as people write and paste it, beside NumPy itself and numba."""
