"""Kernels of weather models: diffusion and advection on a grid of columns."""

import numpy as np


def limited(flux, difference):
    """A flux that would act against the gradient is none."""
    return np.where(flux * difference > 0, 0, flux)


def hdiff(field, out, coefficient):
    """Horizontal diffusion of fourth order with a limiter."""
    rows, columns = out.shape[0], out.shape[1]
    curvature = 4.0 * field[1 : rows + 3, 1 : columns + 3, :] - (
        field[2 : rows + 4, 1 : columns + 3, :]
        + field[0 : rows + 2, 1 : columns + 3, :]
        + field[1 : rows + 3, 2 : columns + 4, :]
        + field[1 : rows + 3, 0 : columns + 2, :]
    )
    along = curvature[1:, 1 : columns + 1, :] - curvature[:-1, 1 : columns + 1, :]
    along = limited(
        along,
        field[2 : rows + 3, 2 : columns + 2, :] - field[1 : rows + 2, 2 : columns + 2, :],
    )
    across = curvature[1 : rows + 1, 1:, :] - curvature[1 : rows + 1, :-1, :]
    across = limited(
        across,
        field[2 : rows + 2, 2 : columns + 3, :] - field[2 : rows + 2, 1 : columns + 2, :],
    )
    out[:, :, :] = field[2 : rows + 2, 2 : columns + 2, :] - coefficient * (
        along[1:, :, :] - along[:-1, :, :] + across[:, 1:, :] - across[:, :-1, :]
    )


def hdiff_inputs(rng, rows, columns, levels):
    return (
        rng.random((rows + 4, columns + 4, levels)),
        np.zeros((rows, columns, levels)),
        rng.random((rows, columns, levels)),
    )


def vadv(stage, wind, pos, tendency, tendency_stage, dtr):
    """Vertical advection, implicit: forward elimination, then back substitution."""
    rows, columns, levels = stage.shape
    ccol = np.empty((rows, columns, levels))
    dcol = np.empty((rows, columns, levels))
    column = np.empty((rows, columns))
    upper = 0.25 * (wind[1:, :, 1] + wind[:-1, :, 1])
    ccol[:, :, 0] = upper * 0.5
    pull = -(upper * 0.5) * (stage[:, :, 1] - stage[:, :, 0])
    diagonal = dtr - ccol[:, :, 0]
    dcol[:, :, 0] = dtr * pos[:, :, 0] + tendency[:, :, 0] + tendency_stage[:, :, 0] + pull
    ccol[:, :, 0] = ccol[:, :, 0] / diagonal
    dcol[:, :, 0] = dcol[:, :, 0] / diagonal
    for k in range(1, levels - 1):
        lower = -0.25 * (wind[1:, :, k] + wind[:-1, :, k])
        upper = 0.25 * (wind[1:, :, k + 1] + wind[:-1, :, k + 1])
        acol = lower * 0.5
        ccol[:, :, k] = upper * 0.5
        diagonal = dtr - acol - ccol[:, :, k]
        pull = -(lower * 0.5) * (stage[:, :, k - 1] - stage[:, :, k]) - (upper * 0.5) * (
            stage[:, :, k + 1] - stage[:, :, k]
        )
        dcol[:, :, k] = dtr * pos[:, :, k] + tendency[:, :, k] + tendency_stage[:, :, k] + pull
        divisor = diagonal - ccol[:, :, k - 1] * acol
        ccol[:, :, k] = ccol[:, :, k] / divisor
        dcol[:, :, k] = (dcol[:, :, k] - dcol[:, :, k - 1] * acol) / divisor
    k = levels - 1
    lower = -0.25 * (wind[1:, :, k] + wind[:-1, :, k])
    acol = lower * 0.5
    pull = -(lower * 0.5) * (stage[:, :, k - 1] - stage[:, :, k])
    dcol[:, :, k] = dtr * pos[:, :, k] + tendency[:, :, k] + tendency_stage[:, :, k] + pull
    divisor = dtr - acol - ccol[:, :, k - 1] * acol
    dcol[:, :, k] = (dcol[:, :, k] - dcol[:, :, k - 1] * acol) / divisor
    for k in range(levels - 1, -1, -1):
        if k == levels - 1:
            column[:] = dcol[:, :, k]
        else:
            column[:] = dcol[:, :, k] - ccol[:, :, k] * column
        tendency_stage[:, :, k] = dtr * (column - pos[:, :, k])


def vadv_inputs(rng, rows, columns, levels):
    shape = (rows, columns, levels)
    return (
        rng.random(shape),
        rng.random((rows + 1, columns, levels)),
        rng.random(shape),
        rng.random(shape),
        rng.random(shape),
        3.0 / 20.0,
    )


def smagorinsky(u, v, dx):
    """Eddy viscosity from the strain of the wind."""
    ux = (u[2:, 1:-1] - u[:-2, 1:-1]) / (2 * dx)
    uy = (u[1:-1, 2:] - u[1:-1, :-2]) / (2 * dx)
    vx = (v[2:, 1:-1] - v[:-2, 1:-1]) / (2 * dx)
    vy = (v[1:-1, 2:] - v[1:-1, :-2]) / (2 * dx)
    strain = np.sqrt((ux - vy) ** 2 + (uy + vx) ** 2)
    return np.minimum((0.17 * dx) ** 2 * strain, 0.5)


def smagorinsky_inputs(rng, n, m):
    return rng.random((n, m)), rng.random((n, m)), 0.1


def saturation(temperature, pressure, humidity):
    """Relative humidity from temperature (K), pressure (Pa) and specific humidity."""
    celsius = temperature - 273.15
    water = 611.2 * np.exp(17.62 * celsius / (243.12 + celsius))
    ice = 611.2 * np.exp(22.46 * celsius / (272.62 + celsius))
    saturated = np.where(celsius > 0.0, water, ice)
    vapour = humidity * pressure / (0.622 + 0.378 * humidity)
    return np.clip(100.0 * vapour / saturated, 0.0, 100.0)


def saturation_inputs(rng, n):
    return rng.uniform(240, 310, n), rng.uniform(5e4, 1e5, n), rng.uniform(0, 0.02, n)
