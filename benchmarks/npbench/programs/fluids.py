"""Flow of an incompressible fluid, by finite differences (after the well-known twelve steps)."""

import numpy as np


def divergence_source(rho, dt, u, v, dx, dy):
    ux = (u[1:-1, 2:] - u[1:-1, 0:-2]) / (2 * dx)
    vy = (v[2:, 1:-1] - v[0:-2, 1:-1]) / (2 * dy)
    uy = (u[2:, 1:-1] - u[0:-2, 1:-1]) / (2 * dy)
    vx = (v[1:-1, 2:] - v[1:-1, 0:-2]) / (2 * dx)
    return rho * (1 / dt * (ux + vy) - ux**2 - 2 * uy * vx - vy**2)


def pressure(rounds, p, dx, dy, b):
    for q in range(rounds):
        pn = p.copy()
        p[1:-1, 1:-1] = (
            (pn[1:-1, 2:] + pn[1:-1, 0:-2]) * dy**2 + (pn[2:, 1:-1] + pn[0:-2, 1:-1]) * dx**2
        ) / (2 * (dx**2 + dy**2)) - dx**2 * dy**2 / (2 * (dx**2 + dy**2)) * b[1:-1, 1:-1]
        p[:, -1] = p[:, -2]
        p[0, :] = p[1, :]
        p[:, 0] = p[:, 1]
        p[-1, :] = 0


def carried(w, un, vn, dt, dx, dy, nu):
    """A component of the velocity after advection and diffusion."""
    return (
        w[1:-1, 1:-1]
        - un[1:-1, 1:-1] * dt / dx * (w[1:-1, 1:-1] - w[1:-1, 0:-2])
        - vn[1:-1, 1:-1] * dt / dy * (w[1:-1, 1:-1] - w[0:-2, 1:-1])
        + nu
        * (
            dt / dx**2 * (w[1:-1, 2:] - 2 * w[1:-1, 1:-1] + w[1:-1, 0:-2])
            + dt / dy**2 * (w[2:, 1:-1] - 2 * w[1:-1, 1:-1] + w[0:-2, 1:-1])
        )
    )


def cavity_flow(steps, rounds, u, v, p, dt, dx, dy, rho, nu):
    """A lid drags the fluid in a box along."""
    b = np.zeros_like(u)
    for n in range(steps):
        un = u.copy()
        vn = v.copy()
        b[1:-1, 1:-1] = divergence_source(rho, dt, u, v, dx, dy)
        pressure(rounds, p, dx, dy, b)
        u[1:-1, 1:-1] = carried(un, un, vn, dt, dx, dy, nu) - dt / (2 * rho * dx) * (
            p[1:-1, 2:] - p[1:-1, 0:-2]
        )
        v[1:-1, 1:-1] = carried(vn, un, vn, dt, dx, dy, nu) - dt / (2 * rho * dy) * (
            p[2:, 1:-1] - p[0:-2, 1:-1]
        )
        u[0, :] = 0
        u[:, 0] = 0
        u[:, -1] = 0
        u[-1, :] = 1
        v[0, :] = 0
        v[-1, :] = 0
        v[:, 0] = 0
        v[:, -1] = 0


def cavity_flow_inputs(rng, steps, rounds, n):
    return (
        steps,
        rounds,
        np.zeros((n, n)),
        np.zeros((n, n)),
        np.zeros((n, n)),
        1.0 / n**2,
        2.0 / (n - 1),
        2.0 / (n - 1),
        1.0,
        0.1,
    )


def wrap(p):
    """The columns beyond the left and right ends are those of the other end."""
    return np.concatenate((p[:, -1:], p, p[:, :1]), axis=1)


def channel_pressure(rounds, p, dx, dy, b):
    for q in range(rounds):
        pn = wrap(p)
        p[1:-1, :] = (
            (pn[1:-1, 2:] + pn[1:-1, :-2]) * dy**2 + (pn[2:, 1:-1] + pn[:-2, 1:-1]) * dx**2
        ) / (2 * (dx**2 + dy**2)) - dx**2 * dy**2 / (2 * (dx**2 + dy**2)) * b
        p[-1, :] = p[-2, :]
        p[0, :] = p[1, :]


def channel_flow(u, v, p, rounds, dt, dx, dy, rho, nu, force):
    """A force drives the fluid along a periodic channel until the flow is nearly steady."""
    change = 1.0
    steps = 0
    while change > 0.01:
        un = wrap(u)
        vn = wrap(v)
        b = divergence_source(rho, dt, un, vn, dx, dy)
        channel_pressure(rounds, p, dx, dy, b)
        pn = wrap(p)
        before = np.sum(u)
        u[1:-1, :] = (
            carried(un, un, vn, dt, dx, dy, nu)
            - dt / (2 * rho * dx) * (pn[1:-1, 2:] - pn[1:-1, :-2])
            + force * dt
        )
        v[1:-1, :] = carried(vn, un, vn, dt, dx, dy, nu) - dt / (2 * rho * dy) * (
            pn[2:, 1:-1] - pn[:-2, 1:-1]
        )
        u[0, :] = 0
        u[-1, :] = 0
        v[0, :] = 0
        v[-1, :] = 0
        total = np.sum(u)
        change = (total - before) / total
        steps += 1
    return steps


def channel_flow_inputs(rng, rounds, n):
    return (
        np.zeros((n, n)),
        np.zeros((n, n)),
        np.ones((n, n)),
        rounds,
        0.1 / n,
        2.0 / (n - 1),
        2.0 / (n - 1),
        1.0,
        0.1,
        1.0,
    )


def shallow_water(steps, h, u, v, dt, dx):
    """Waves on a round world of water, linearised, on a grid that wraps."""
    for t in range(steps):
        u = u - dt * 9.81 * (np.roll(h, -1, axis=0) - np.roll(h, 1, axis=0)) / (2 * dx)
        v = v - dt * 9.81 * (np.roll(h, -1, axis=1) - np.roll(h, 1, axis=1)) / (2 * dx)
        h = h - dt * (
            (np.roll(u, -1, axis=0) - np.roll(u, 1, axis=0))
            + (np.roll(v, -1, axis=1) - np.roll(v, 1, axis=1))
        ) / (2 * dx)
    return h, u, v


def shallow_water_inputs(rng, steps, n):
    return steps, rng.random((n, n)), np.zeros((n, n)), np.zeros((n, n)), 0.001, 0.1
