"""Prices, risks and returns."""

import numpy as np
from numba import njit


def normal_cdf(d):
    k = 1.0 / (1.0 + 0.2316419 * np.abs(d))
    tail = k * (
        0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429)))
    )
    below = np.exp(-0.5 * d * d) / np.sqrt(2.0 * np.pi) * tail
    return np.where(d > 0, 1.0 - below, below)


def black_scholes(spot, strike, years, rate, volatility):
    d1 = (np.log(spot / strike) + (rate + 0.5 * volatility**2) * years) / (
        volatility * np.sqrt(years)
    )
    d2 = d1 - volatility * np.sqrt(years)
    discounted = strike * np.exp(-rate * years)
    call = spot * normal_cdf(d1) - discounted * normal_cdf(d2)
    put = discounted * normal_cdf(-d2) - spot * normal_cdf(-d1)
    return call, put


def black_scholes_inputs(rng, n):
    return rng.uniform(10, 50, n), rng.uniform(10, 50, n), rng.uniform(0.5, 2, n), 0.02, 0.3


def binomial_option(spot, strike, rate, volatility, years, steps):
    """An American put on a tree."""
    dt = years / steps
    up = np.exp(volatility * np.sqrt(dt))
    down = 1.0 / up
    p = (np.exp(rate * dt) - down) / (up - down)
    discount = np.exp(-rate * dt)
    powers = np.arange(steps + 1)
    values = np.maximum(strike - spot * up ** (2.0 * powers - steps), 0.0)
    for step in range(steps - 1, -1, -1):
        values = discount * (p * values[1:] + (1.0 - p) * values[:-1])
        prices = spot * up ** (2.0 * powers[: step + 1] - step)
        values = np.maximum(values, strike - prices)
    return values[0]


def binomial_option_inputs(rng, steps):
    return 100.0, 105.0, 0.03, 0.25, 1.0, steps


@njit(fastmath=True)
def monte_carlo_asian(spot, strike, rate, volatility, years, normals):
    """The mean price along each path decides; the normal numbers are given."""
    paths, steps = normals.shape
    dt = years / steps
    drift = (rate - 0.5 * volatility**2) * dt
    spread = volatility * np.sqrt(dt)
    total = 0.0
    for i in range(paths):
        price = spot
        mean = 0.0
        for j in range(steps):
            price *= np.exp(drift + spread * normals[i, j])
            mean += price
        total += max(mean / steps - strike, 0.0)
    return np.exp(-rate * years) * total / paths


def monte_carlo_asian_inputs(rng, paths, steps):
    return 100.0, 100.0, 0.03, 0.2, 1.0, rng.normal(size=(paths, steps))


def drawdown(prices):
    """The deepest fall from a high, for each series (a column)."""
    highest = np.maximum.accumulate(prices, axis=0)
    return ((highest - prices) / highest).max(axis=0)


def drawdown_inputs(rng, n, m):
    return (np.exp(np.cumsum(0.01 * rng.normal(size=(n, m)), axis=0)),)


def portfolio(returns, weights):
    """Mean, risk and Sharpe ratio of many portfolios."""
    mean = returns.mean(axis=0)
    centred = returns - mean
    covariance = centred.T @ centred / (returns.shape[0] - 1)
    gains = weights @ mean
    risks = np.sqrt(((weights @ covariance) * weights).sum(axis=1))
    return gains, risks, gains / risks


def portfolio_inputs(rng, days, assets, count):
    weights = rng.random((count, assets))
    return 0.01 * rng.normal(size=(days, assets)), weights / weights.sum(axis=1, keepdims=True)


def exponential_average(x, alpha):
    out = np.empty_like(x)
    out[0] = x[0]
    for i in range(1, len(x)):
        out[i] = alpha * x[i] + (1.0 - alpha) * out[i - 1]
    return out


def exponential_average_inputs(rng, n):
    return rng.random(n), 0.1
