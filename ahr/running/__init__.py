"""Graphs that run: the reference (NumPy), and every engine that it is compared with."""
