"""Physics: bodies, fractals, fields and quantum transport."""

import numpy as np


def accelerations(pos, mass, gravity, softening):
    x = pos[:, 0:1]
    y = pos[:, 1:2]
    z = pos[:, 2:3]
    dx = x.T - x
    dy = y.T - y
    dz = z.T - z
    inverse = dx**2 + dy**2 + dz**2 + softening**2
    inverse[inverse > 0] = inverse[inverse > 0] ** (-1.5)
    ax = gravity * (dx * inverse) @ mass
    ay = gravity * (dy * inverse) @ mass
    az = gravity * (dz * inverse) @ mass
    return np.hstack((ax, ay, az))


def energies(pos, vel, mass, gravity):
    kinetic = 0.5 * np.sum(mass * vel**2)
    x = pos[:, 0:1]
    y = pos[:, 1:2]
    z = pos[:, 2:3]
    inverse = np.sqrt((x.T - x) ** 2 + (y.T - y) ** 2 + (z.T - z) ** 2)
    inverse[inverse > 0] = 1.0 / inverse[inverse > 0]
    potential = gravity * np.sum(np.triu(-(mass * mass.T) * inverse, 1))
    return kinetic, potential


def nbody(mass, pos, vel, steps, dt, gravity, softening):
    """Stars by leapfrog; the energies over time."""
    vel -= np.sum(mass * vel, axis=0) / np.sum(mass)
    acc = accelerations(pos, mass, gravity, softening)
    kinetic = np.empty(steps + 1)
    potential = np.empty(steps + 1)
    kinetic[0], potential[0] = energies(pos, vel, mass, gravity)
    for i in range(steps):
        vel += acc * dt / 2.0
        pos += vel * dt
        acc = accelerations(pos, mass, gravity, softening)
        vel += acc * dt / 2.0
        kinetic[i + 1], potential[i + 1] = energies(pos, vel, mass, gravity)
    return kinetic, potential


def nbody_inputs(rng, n, steps):
    return (
        20.0 * np.ones((n, 1)) / n,
        rng.random((n, 3)),
        rng.random((n, 3)),
        steps,
        0.01,
        1.0,
        0.1,
    )


def mandelbrot1(xmin, xmax, ymin, ymax, xn, yn, limit):
    x = np.linspace(xmin, xmax, xn)
    y = np.linspace(ymin, ymax, yn)
    c = x + y[:, None] * 1j
    counts = np.zeros(c.shape, dtype=np.int64)
    z = np.zeros(c.shape, dtype=np.complex128)
    for n in range(limit):
        inside = np.less(abs(z), 2.0)
        counts[inside] = n
        z[inside] = z[inside] ** 2 + c[inside]
    counts[counts == limit - 1] = 0
    return counts


def mandelbrot1_inputs(rng, n, limit):
    return -1.75, 0.25, -1.0, 1.0, n, n, limit


def mandelbrot2(xmin, xmax, ymin, ymax, xn, yn, limit):
    """Points that have left are taken out, so that later steps have less to do."""
    x = np.linspace(xmin, xmax, xn)
    y = np.linspace(ymin, ymax, yn)
    c = (x[:, None] + y * 1j).ravel()
    where = np.arange(c.size)
    counts = np.zeros(c.size, dtype=np.int64)
    z = c.copy()
    for n in range(limit):
        if z.size == 0:
            break
        z = z * z + c
        left = abs(z) > 2.0
        counts[where[left]] = n + 1
        stay = ~left
        z = z[stay]
        c = c[stay]
        where = where[stay]
    return counts.reshape((xn, yn))


def mandelbrot2_inputs(rng, n, limit):
    return -1.75, 0.25, -1.0, 1.0, n, n, limit


def contour_integral(nr, nm, slab, ham, int_pts, y):
    """Moments of a resolvent along a contour (Sakurai-Sugiura's method)."""
    p0 = np.zeros((nr, nm), dtype=np.complex128)
    p1 = np.zeros((nr, nm), dtype=np.complex128)
    for z in int_pts:
        tz = np.zeros((nr, nr), dtype=np.complex128)
        for n in range(slab + 1):
            tz += z ** (slab / 2 - n) * ham[n]
        x = np.linalg.inv(tz) if nr == nm else np.linalg.solve(tz, y)
        if abs(z) < 1.0:
            x = -x
        p0 += x
        p1 += z * x
    return p0, p1


def contour_integral_inputs(rng, nr, nm, slab, points):
    def complex_array(*shape):
        return rng.random(shape) + 1j * rng.random(shape)

    return (
        nr,
        nm,
        slab,
        complex_array(slab + 1, nr, nr),
        complex_array(points),
        complex_array(nr, nm),
    )


def scattering_self_energies(neigh, dh, g, d, sigma):
    """Electrons scattered by phonons: many small products of complex matrices."""
    for k in range(g.shape[0]):
        for e in range(g.shape[1]):
            for q in range(d.shape[0]):
                for w in range(d.shape[1]):
                    for i in range(d.shape[-2]):
                        for j in range(d.shape[-1]):
                            if e - w >= 0:
                                for a in range(neigh.shape[0]):
                                    for b in range(neigh.shape[1]):
                                        dhg = g[k, e - w, neigh[a, b]] @ dh[a, b, i]
                                        dhd = dh[a, b, j] * d[q, w, a, b, i, j]
                                        sigma[k, e, a] += dhg @ dhd


def scattering_self_energies_inputs(rng, nkz, ne, nqz, nw, n3d, na, nb, norb):
    def complex_array(*shape):
        return rng.random(shape) + 1j * rng.random(shape)

    return (
        rng.integers(0, na, (na, nb)),
        complex_array(na, nb, n3d, norb, norb),
        complex_array(nkz, ne, na, norb, norb),
        complex_array(nqz, nw, na, nb, n3d, n3d),
        np.zeros((nkz, ne, na, norb, norb), dtype=np.complex128),
    )


def lennard_jones(pos, epsilon, sigma):
    """The potential energy of all pairs, and the forces."""
    d = pos[:, None, :] - pos[None, :, :]
    square = (d * d).sum(axis=2)
    n = len(pos)
    square[np.arange(n), np.arange(n)] = np.inf
    six = (sigma * sigma / square) ** 3
    energy = 2.0 * epsilon * (six * six - six).sum()
    strength = 24.0 * epsilon * (2.0 * six * six - six) / square
    return energy, (strength[:, :, None] * d).sum(axis=1)


def lennard_jones_inputs(rng, n):
    side = int(np.ceil(n ** (1 / 3)))
    grid = np.stack(np.meshgrid(*[np.arange(side, dtype=np.float64)] * 3), axis=-1)
    return grid.reshape(-1, 3)[:n] + 0.1 * rng.random((n, 3)), 1.0, 0.9


def ising(steps, spins, uniform, beta):
    """A checkerboard Metropolis sweep of a magnet; the random numbers are given."""
    n = spins.shape[0]
    for t in range(steps):
        for i in range(n):
            for j in range((i + t) % 2, n, 2):
                around = (
                    spins[(i + 1) % n, j]
                    + spins[i - 1, j]
                    + spins[i, (j + 1) % n]
                    + spins[i, j - 1]
                )
                cost = 2 * spins[i, j] * around
                if cost <= 0 or uniform[t, i, j] < np.exp(-beta * cost):
                    spins[i, j] = -spins[i, j]
    return spins.sum()


def ising_inputs(rng, steps, n):
    return steps, rng.choice(np.array([-1, 1]), (n, n)), rng.random((steps, n, n)), 0.4
