"""Stencils: each point of a grid from its neighbours, for some steps."""

import numba as nb
import numpy as np
from numba import njit


def jacobi_1d(steps, a, b):
    for t in range(1, steps):
        b[1:-1] = (a[:-2] + a[1:-1] + a[2:]) / 3.0
        a[1:-1] = (b[:-2] + b[1:-1] + b[2:]) / 3.0


def jacobi_1d_inputs(rng, steps, n):
    a = rng.random(n)
    return steps, a, a.copy()


@njit
def jacobi_2d(steps, a, b):
    for t in range(1, steps):
        b[1:-1, 1:-1] = 0.2 * (
            a[1:-1, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] + a[2:, 1:-1] + a[:-2, 1:-1]
        )
        a[1:-1, 1:-1] = 0.2 * (
            b[1:-1, 1:-1] + b[1:-1, :-2] + b[1:-1, 2:] + b[2:, 1:-1] + b[:-2, 1:-1]
        )


def jacobi_2d_inputs(rng, steps, n):
    a = rng.random((n, n))
    return steps, a, a.copy()


def second_differences(u):
    inner = u[1:-1, 1:-1, 1:-1]
    return (
        0.125 * (u[2:, 1:-1, 1:-1] - 2.0 * inner + u[:-2, 1:-1, 1:-1])
        + 0.125 * (u[1:-1, 2:, 1:-1] - 2.0 * inner + u[1:-1, :-2, 1:-1])
        + 0.125 * (u[1:-1, 1:-1, 2:] - 2.0 * inner + u[1:-1, 1:-1, :-2])
    )


def heat_3d(steps, a, b):
    for t in range(1, steps):
        b[1:-1, 1:-1, 1:-1] = second_differences(a) + a[1:-1, 1:-1, 1:-1]
        a[1:-1, 1:-1, 1:-1] = second_differences(b) + b[1:-1, 1:-1, 1:-1]


def heat_3d_inputs(rng, steps, n):
    a = rng.random((n, n, n))
    return steps, a, a.copy()


def seidel_2d(steps, n, a):
    """Updates in place: a row needs the new values of the one above and of its own left."""
    for t in range(steps - 1):
        for i in range(1, n - 1):
            a[i, 1:-1] += (
                a[i - 1, :-2]
                + a[i - 1, 1:-1]
                + a[i - 1, 2:]
                + a[i, 2:]
                + a[i + 1, :-2]
                + a[i + 1, 1:-1]
                + a[i + 1, 2:]
            )
            for j in range(1, n - 1):
                a[i, j] += a[i, j - 1]
                a[i, j] /= 9.0


def seidel_2d_inputs(rng, steps, n):
    return steps, n, rng.random((n, n))


def fdtd_2d(steps, ex, ey, hz, source):
    """Electric and magnetic fields, staggered in space and time."""
    for t in range(steps):
        ey[0, :] = source[t]
        ey[1:, :] -= 0.5 * (hz[1:, :] - hz[:-1, :])
        ex[:, 1:] -= 0.5 * (hz[:, 1:] - hz[:, :-1])
        hz[:-1, :-1] -= 0.7 * (ex[:-1, 1:] - ex[:-1, :-1] + ey[1:, :-1] - ey[:-1, :-1])


def fdtd_2d_inputs(rng, steps, n, m):
    return steps, rng.random((n, m)), rng.random((n, m)), rng.random((n, m)), rng.random(steps)


def sweep_rows(u, v, p, q, n, a, b, c, d, f):
    """One half of an implicit step: tridiagonal systems, forward and back."""
    v[0, 1:-1] = 1.0
    p[1:-1, 0] = 0.0
    q[1:-1, 0] = v[0, 1:-1]
    for j in range(1, n - 1):
        p[1:-1, j] = -c / (a * p[1:-1, j - 1] + b)
        q[1:-1, j] = (
            -d * u[j, :-2] + (1.0 + 2.0 * d) * u[j, 1:-1] - f * u[j, 2:] - a * q[1:-1, j - 1]
        ) / (a * p[1:-1, j - 1] + b)
    v[n - 1, 1:-1] = 1.0
    for j in range(n - 2, 0, -1):
        v[j, 1:-1] = p[1:-1, j] * v[j + 1, 1:-1] + q[1:-1, j]


def adi(steps, n, u):
    """The heat equation by alternating directions."""
    v = np.zeros_like(u)
    p = np.zeros_like(u)
    q = np.zeros_like(u)
    dx = 1.0 / n
    dt = 1.0 / steps
    along = 2.0 * dt / (dx * dx)
    across = dt / (dx * dx)
    a = -along / 2.0
    b = 1.0 + along
    d = -across / 2.0
    e = 1.0 + across
    for t in range(1, steps + 1):
        sweep_rows(u.T, v, p, q, n, a, b, a, d, d)
        sweep_rows(v.T, u.T, p, q, n, d, e, d, a, a)


def adi_inputs(rng, steps, n):
    return steps, n, rng.random((n, n))


@nb.njit(cache=True)
def game_of_life(steps, board):
    for step in range(steps):
        padded = np.zeros((board.shape[0] + 2, board.shape[1] + 2), dtype=board.dtype)
        padded[1:-1, 1:-1] = board
        neighbours = (
            padded[:-2, :-2]
            + padded[:-2, 1:-1]
            + padded[:-2, 2:]
            + padded[1:-1, :-2]
            + padded[1:-1, 2:]
            + padded[2:, :-2]
            + padded[2:, 1:-1]
            + padded[2:, 2:]
        )
        stays = (board == 1) & ((neighbours == 2) | (neighbours == 3))
        born = (board == 0) & (neighbours == 3)
        board = (stays | born).astype(np.uint8)
    return board


def game_of_life_inputs(rng, steps, n):
    return steps, rng.integers(0, 2, (n, n)).astype(np.uint8)


def laplacian(field):
    return (
        field[:-2, 1:-1]
        + field[2:, 1:-1]
        + field[1:-1, :-2]
        + field[1:-1, 2:]
        - 4.0 * field[1:-1, 1:-1]
    )


def gray_scott(steps, u, v):
    """Two substances that react and spread."""
    for t in range(steps):
        reaction = u[1:-1, 1:-1] * v[1:-1, 1:-1] ** 2
        du = 0.16 * laplacian(u) - reaction + 0.035 * (1.0 - u[1:-1, 1:-1])
        dv = 0.08 * laplacian(v) + reaction - 0.1 * v[1:-1, 1:-1]
        u[1:-1, 1:-1] += du
        v[1:-1, 1:-1] += dv


def gray_scott_inputs(rng, steps, n):
    u = np.ones((n, n))
    v = np.zeros((n, n))
    u[n // 3 : n // 2, n // 3 : n // 2] = 0.5
    v[n // 3 : n // 2, n // 3 : n // 2] = 0.25 + 0.01 * rng.random((n // 2 - n // 3,) * 2)
    return steps, u, v


def wave_2d(steps, before, now, speed):
    for t in range(steps):
        after = np.zeros_like(now)
        after[1:-1, 1:-1] = (
            2.0 * now[1:-1, 1:-1]
            - before[1:-1, 1:-1]
            + speed[1:-1, 1:-1] ** 2
            * (
                now[2:, 1:-1]
                + now[:-2, 1:-1]
                + now[1:-1, 2:]
                + now[1:-1, :-2]
                - 4.0 * now[1:-1, 1:-1]
            )
        )
        before, now = now, after
    return now


def wave_2d_inputs(rng, steps, n):
    return steps, rng.random((n, n)), rng.random((n, n)), 0.5 * rng.random((n, n))
