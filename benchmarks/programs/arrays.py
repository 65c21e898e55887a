"""Array expressions as people write them with NumPy; `<name>_inputs` makes about n elements."""

import numpy as np


def muladd(a, b, c):
    return a * b + c


def muladd_inputs(rng, n):
    return rng.random(n), rng.random(n), rng.random(n)


def polynomial(x):
    return ((0.5 * x + 1.5) * x - 2.0) * x * x + 3.0 * x - 1.0


def polynomial_inputs(rng, n):
    return (rng.random(n),)


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def sigmoid_inputs(rng, n):
    return (rng.normal(size=n),)


def damped_wave(t, rate, frequency):
    envelope = np.exp(-rate * t)
    phase = 2.0 * np.pi * frequency * t
    return envelope * (np.cos(phase) + 0.1 * np.sin(3.0 * phase))


def damped_wave_inputs(rng, n):
    return rng.random(n), 0.5, 3.0


def normalise_rows(x):
    centred = x - x.mean(axis=1, keepdims=True)
    return centred / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + 1e-9)


def normalise_rows_inputs(rng, n):
    rows = max(1, int(n**0.5) // 2)
    return (rng.normal(size=(rows, max(1, n // rows))),)


def distance_matrix(p, q):
    d = p[:, None, :] - q[None, :, :]
    return np.sqrt((d * d).sum(axis=2))


def distance_matrix_inputs(rng, n):
    side = max(1, int(n**0.5))
    return rng.random((side, 3)), rng.random((side, 3))


def stencil(u):
    out = np.zeros_like(u)
    out[1:-1, 1:-1] = 0.25 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:])
    return out


def stencil_inputs(rng, n):
    side = max(1, int(n**0.5))
    return (rng.random((side, max(1, n // side))),)


def masked_mean(x, low):
    above = x > low
    chosen = x[above]
    return chosen.sum() / max(len(chosen), 1)


def masked_mean_inputs(rng, n):
    return rng.random(n), 0.4


def masked_store(x, limit):
    y = x.copy()
    y[y > limit] = limit
    y[y < -limit] = -limit
    return y


def masked_store_inputs(rng, n):
    return rng.normal(size=n), 1.0


def piecewise(x):
    return np.where(x < -1.0, -1.0, np.where(x > 1.0, 1.0, x * (1.5 - 0.5 * x * x)))


def piecewise_inputs(rng, n):
    return (rng.normal(size=n),)


def axis_sums(x):
    rows = x.sum(axis=1)
    columns = x.sum(axis=0)
    return rows, columns, x.sum() / max(x.size, 1)


def axis_sums_inputs(rng, n):
    rows = max(1, int(n**0.5))
    return (rng.random((rows, max(1, n // rows))),)


def deviation(x):
    centred = x - x.mean()
    return np.sqrt((centred**2).sum() / max(x.size - 1, 1))


def deviation_inputs(rng, n):
    return (rng.random(n),)


def update(x, v, force, dt):
    v += force * dt
    x += v * dt
    return np.abs(v).max()


def update_inputs(rng, n):
    return rng.random(n), rng.random(n), rng.normal(size=n), 1e-6


def black_scholes(spot, strike, years):
    spread = 0.3 * np.sqrt(years)
    d1 = (np.log(spot / strike) + (0.02 + 0.5 * 0.3 * 0.3) * years) / spread
    d2 = d1 - spread
    n1 = 1.0 / (1.0 + np.exp(-1.702 * d1))
    n2 = 1.0 / (1.0 + np.exp(-1.702 * d2))
    return spot * n1 - strike * np.exp(-0.02 * years) * n2


def black_scholes_inputs(rng, n):
    return rng.uniform(10, 50, n), rng.uniform(10, 50, n), rng.uniform(0.5, 2, n)


def grey(picture):
    r = picture[:, 0].astype(np.float32)
    g = picture[:, 1].astype(np.float32)
    b = picture[:, 2].astype(np.float32)
    y = np.float32(0.299) * r + np.float32(0.587) * g + np.float32(0.114) * b
    return np.clip(y, 0, 255).astype(np.uint8)


def grey_inputs(rng, n):
    return (rng.integers(0, 256, (n, 3)).astype(np.uint8),)


def softmax_rows(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def softmax_rows_inputs(rng, n):
    rows = max(1, int(n**0.5))
    return (rng.normal(size=(rows, max(1, n // rows))),)
