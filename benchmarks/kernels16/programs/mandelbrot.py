"""Escape counts of the Mandelbrot set; C: ../c/mandelbrot.c."""

import numpy as np


def mandelbrot(limit, counts):
    height, width = counts.shape
    for row in range(height):
        y = -1.25 + 2.5 * row / height
        for column in range(width):
            x = -2.0 + 2.75 * column / width
            re = 0.0
            im = 0.0
            n = 0
            while n < limit and re * re + im * im <= 4.0:
                re, im = re * re - im * im + x, 2.0 * re * im + y
                n += 1
            counts[row, column] = n


def mandelbrot_arrays(limit, counts):
    height, width = counts.shape
    y = -1.25 + 2.5 * np.arange(height) / height
    x = -2.0 + 2.75 * np.arange(width) / width
    c = x[np.newaxis, :] + 1j * y[:, np.newaxis]
    z = np.zeros_like(c)
    counts[:] = 0
    for _ in range(limit):
        inside = z.real * z.real + z.imag * z.imag <= 4.0
        counts += inside
        z = np.where(inside, z * z + c, z)


def inputs(rng, height, width, limit):
    return limit, np.zeros((height, width), dtype=np.int64)
