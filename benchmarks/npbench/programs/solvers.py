"""Factorings and solutions of linear systems, and what is built on them."""

import numpy as np


def cholesky(a):
    a[0, 0] = np.sqrt(a[0, 0])
    for i in range(1, a.shape[0]):
        for j in range(i):
            a[i, j] -= np.dot(a[i, :j], a[j, :j])
            a[i, j] /= a[j, j]
        a[i, i] -= np.dot(a[i, :i], a[i, :i])
        a[i, i] = np.sqrt(a[i, i])


def definite(rng, n):
    b = rng.random((n, n))
    return b @ b.T / n + np.eye(n)


def cholesky_inputs(rng, n):
    return (definite(rng, n),)


def lu(a):
    for i in range(a.shape[0]):
        for j in range(i):
            a[i, j] -= a[i, :j] @ a[:j, j]
            a[i, j] /= a[j, j]
        for j in range(i, a.shape[0]):
            a[i, j] -= a[i, :i] @ a[:i, j]


def lu_inputs(rng, n):
    return (definite(rng, n),)


def ludcmp(a, b):
    x = np.zeros_like(b)
    y = np.zeros_like(b)
    n = a.shape[0]
    for i in range(n):
        for j in range(i):
            a[i, j] -= a[i, :j] @ a[:j, j]
            a[i, j] /= a[j, j]
        for j in range(i, n):
            a[i, j] -= a[i, :i] @ a[:i, j]
    for i in range(n):
        y[i] = b[i] - a[i, :i] @ y[:i]
    for i in range(n - 1, -1, -1):
        x[i] = (y[i] - a[i, i + 1 :] @ x[i + 1 :]) / a[i, i]
    return x, y


def ludcmp_inputs(rng, n):
    return definite(rng, n), rng.random(n)


def trisolv(lower, x, b):
    for i in range(lower.shape[0]):
        x[i] = (b[i] - lower[i, :i] @ x[:i]) / lower[i, i]


def trisolv_inputs(rng, n):
    return np.tril(rng.random((n, n))) / n + np.eye(n), np.zeros(n), rng.random(n)


def durbin(r):
    """The Yule-Walker equations, by Levinson's recursion."""
    y = np.empty_like(r)
    alpha = -r[0]
    beta = 1.0
    y[0] = -r[0]
    for k in range(1, r.shape[0]):
        beta *= 1.0 - alpha * alpha
        alpha = -(r[k] + np.dot(np.flip(r[:k]), y[:k])) / beta
        y[:k] += alpha * np.flip(y[:k])
        y[k] = alpha
    return y


def durbin_inputs(rng, n):
    return (rng.random(n) / n,)


def gramschmidt(a):
    q = np.zeros_like(a)
    r = np.zeros((a.shape[1], a.shape[1]), dtype=a.dtype)
    for k in range(a.shape[1]):
        norm = np.dot(a[:, k], a[:, k])
        r[k, k] = np.sqrt(norm)
        q[:, k] = a[:, k] / r[k, k]
        for j in range(k + 1, a.shape[1]):
            r[k, j] = np.dot(q[:, k], a[:, j])
            a[:, j] -= q[:, k] * r[k, j]
    return q, r


def gramschmidt_inputs(rng, n, m):
    return (rng.random((n, m)) + np.eye(n, m),)


def conjugate_gradient(a, b, steps):
    x = np.zeros_like(b)
    r = b - a @ x
    p = r.copy()
    square = r @ r
    for step in range(steps):
        ap = a @ p
        alpha = square / (p @ ap)
        x += alpha * p
        r -= alpha * ap
        new = r @ r
        p = r + (new / square) * p
        square = new
    return x


def conjugate_gradient_inputs(rng, n, steps):
    return definite(rng, n), rng.random(n), steps


def thomas(a, b, c, d):
    """Many tridiagonal systems at once, a column each."""
    n = d.shape[0]
    cp = np.zeros_like(d)
    dp = np.zeros_like(d)
    cp[0] = c[0] / b[0]
    dp[0] = d[0] / b[0]
    for i in range(1, n):
        divisor = b[i] - a[i] * cp[i - 1]
        cp[i] = c[i] / divisor
        dp[i] = (d[i] - a[i] * dp[i - 1]) / divisor
    x = np.zeros_like(d)
    x[n - 1] = dp[n - 1]
    for i in range(n - 2, -1, -1):
        x[i] = dp[i] - cp[i] * x[i + 1]
    return x


def thomas_inputs(rng, n, m):
    return rng.random((n, m)), 4.0 + rng.random((n, m)), rng.random((n, m)), rng.random((n, m))


def pagerank(links, steps, damping):
    n = links.shape[0]
    out = links.sum(axis=0)
    spread = links / np.where(out == 0.0, 1.0, out)
    rank = np.full(n, 1.0 / n)
    for step in range(steps):
        rank = damping * (spread @ rank) + (1.0 - damping) / n
    return rank


def pagerank_inputs(rng, n, steps):
    return (rng.random((n, n)) < 0.1).astype(np.float64), steps, 0.85
