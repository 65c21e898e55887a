"""Loops whose iterations do not depend on each other; `<name>_inputs` makes the arguments."""

import math

import numpy as np


def mandelbrot_rows(limit, counts):
    height, width = counts.shape
    for row in parallel(height):
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


def mandelbrot_rows_inputs(rng):
    return 300, np.zeros((400, 400), dtype=np.int64)


def pi_by_sum(n):
    total = 0.0
    for i in parallel(n):
        x = (i + 0.5) / n
        total += 4.0 / (1.0 + x * x)
    return total / n


def pi_by_sum_inputs(rng):
    return (50_000_000,)


def forces(position, force):
    n = len(position)
    for i in parallel(n):
        x = 0.0
        y = 0.0
        z = 0.0
        for j in range(n):
            dx = position[j, 0] - position[i, 0]
            dy = position[j, 1] - position[i, 1]
            dz = position[j, 2] - position[i, 2]
            square = dx * dx + dy * dy + dz * dz + 1e-3
            strength = 1.0 / (square * math.sqrt(square))
            x += dx * strength
            y += dy * strength
            z += dz * strength
        force[i, 0] = x
        force[i, 1] = y
        force[i, 2] = z


def forces_inputs(rng):
    return rng.random((4000, 3)), np.zeros((4000, 3))


def collatz_steps(steps):
    for i in parallel(len(steps)):
        value = i + 1
        count = 0
        while value != 1:
            if value % 2 == 0:
                value //= 2
            else:
                value = 3 * value + 1
            count += 1
        steps[i] = count


def collatz_steps_inputs(rng):
    return (np.zeros(400_000, dtype=np.int64),)


def softmax_rows(x, out):
    rows, columns = x.shape
    for i in parallel(rows):
        largest = x[i, 0]
        for j in range(1, columns):
            largest = max(largest, x[i, j])
        total = 0.0
        for j in range(columns):
            out[i, j] = math.exp(x[i, j] - largest)
            total += out[i, j]
        for j in range(columns):
            out[i, j] /= total


def softmax_rows_inputs(rng):
    return rng.normal(size=(2000, 1000)), np.zeros((2000, 1000))


def fused(x):
    """No loop at all: large expressions are split over threads by themselves."""
    return np.exp(-x * x) * np.cos(3.0 * x) + np.sqrt(np.abs(x)) * np.tanh(x)


def fused_inputs(rng):
    return (rng.normal(size=4_000_000),)
