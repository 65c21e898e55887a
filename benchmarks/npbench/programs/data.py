"""Statistics of data: means, histograms, clusters, distances."""

import numpy as np
from numba import njit


def covariance(data):
    mean = np.sum(data, axis=0) / data.shape[0]
    data -= mean
    m = data.shape[1]
    result = np.zeros((m, m), dtype=data.dtype)
    for i in range(m):
        result[i, i:m] = data[:, i] @ data[:, i:m] / (data.shape[0] - 1.0)
        result[i:m, i] = result[i, i:m]
    return result


def covariance_inputs(rng, n, m):
    return (rng.random((n, m)),)


def correlation(data):
    n, m = data.shape
    mean = np.sum(data, axis=0) / n
    deviation = np.sqrt(np.sum((data - mean) ** 2, axis=0) / n)
    deviation[deviation <= 0.1] = 1.0
    data -= mean
    data /= np.sqrt(n) * deviation
    result = np.eye(m, dtype=data.dtype)
    for i in range(m - 1):
        result[i + 1 : m, i] = result[i, i + 1 : m] = data[:, i] @ data[:, i + 1 : m]
    return result


def correlation_inputs(rng, n, m):
    return (rng.random((n, m)),)


def azimint_naive(data, radius, npt):
    """The mean of a picture's points in each ring around a centre."""
    rmax = radius.max()
    result = np.zeros(npt, dtype=np.float64)
    for i in range(npt):
        r1 = rmax * i / npt
        r2 = rmax * (i + 1) / npt
        ring = np.logical_and((r1 <= radius), (radius < r2))
        result[i] = data[ring].mean()
    return result


def azimint_naive_inputs(rng, n, npt):
    return rng.random(n), rng.random(n), npt


def azimint_hist(data, radius, npt):
    counts = np.histogram(radius, npt)[0]
    sums = np.histogram(radius, npt, weights=data)[0]
    return sums / counts


def azimint_hist_inputs(rng, n, npt):
    return rng.random(n), rng.random(n), npt


def arc_distance(theta1, phi1, theta2, phi2):
    """Distances on the unit sphere, by the haversine formula."""
    a = (
        np.sin((theta2 - theta1) / 2) ** 2
        + np.cos(theta1) * np.cos(theta2) * np.sin((phi2 - phi1) / 2) ** 2
    )
    return 2 * np.arctan2(np.sqrt(a), np.sqrt(1 - a))


def arc_distance_inputs(rng, n):
    return tuple(rng.random(n) for _ in range(4))


def go_fast(a):
    trace = 0.0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


def go_fast_inputs(rng, n):
    return (rng.random((n, n)),)


def compute(x, y, a, b, c):
    return np.clip(x, 2, 10) * a + y * b + c


def compute_inputs(rng, n, m):
    return rng.integers(0, 1000, (n, m)), rng.integers(0, 1000, (n, m)), 4, 3, 9


def clipping(x, low, high):
    """Outliers cut to the limits, then scaled to zero mean and unit deviation."""
    cut = np.minimum(np.maximum(x, low), high)
    return (cut - cut.mean()) / cut.std()


def clipping_inputs(rng, n):
    return rng.normal(size=n), -1.5, 1.5


@njit
def kmeans_steps(points, centres, steps):
    for step in range(steps):
        differences = points[:, np.newaxis, :] - centres[np.newaxis, :, :]
        squares = (differences * differences).sum(axis=2)
        labels = squares.argmin(axis=1)
        for c in range(centres.shape[0]):
            mine = labels == c
            if mine.any():
                for d in range(centres.shape[1]):
                    centres[c, d] = points[mine, d].mean()
    return labels


def kmeans_steps_inputs(rng, n, k, d, steps):
    points = rng.normal(size=(n, d))
    return points, points[:k].copy(), steps


def pairwise_distances(x, y):
    return np.sqrt(((x[:, None, :] - y[None, :, :]) ** 2).sum(axis=-1))


def pairwise_distances_inputs(rng, n, m, d):
    return rng.random((n, d)), rng.random((m, d))


def moving_average(x, width):
    sums = np.cumsum(x)
    sums[width:] = sums[width:] - sums[:-width]
    return sums[width - 1 :] / width


def moving_average_inputs(rng, n, width):
    return rng.random(n), width


def logistic_regression(x, y, steps, rate):
    weights = np.zeros(x.shape[1])
    for step in range(steps):
        p = 1.0 / (1.0 + np.exp(-(x @ weights)))
        weights -= rate * (p - y) @ x / x.shape[0]
    return weights


def logistic_regression_inputs(rng, n, d, steps):
    x = rng.normal(size=(n, d))
    return x, (x.sum(axis=1) > 0).astype(np.float64), steps, 0.5


def normalise_columns(x):
    low = x.min(axis=0)
    high = x.max(axis=0)
    width = np.where(high > low, high - low, 1.0)
    return (x - low) / width


def normalise_columns_inputs(rng, n, m):
    return (rng.normal(size=(n, m)),)
