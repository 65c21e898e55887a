"""Prices of European call options; C: ../c/black_scholes.c. The normal distribution is the usual
polynomial approximation, since NumPy has no erf."""

import math

import numpy as np


def normal(d):
    k = 1.0 / (1.0 + 0.2316419 * abs(d))
    tail = k * (
        0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429)))
    )
    below = 0.3989422804014327 * math.exp(-0.5 * d * d) * tail
    return 1.0 - below if d > 0.0 else below


def black_scholes(spot, strike, years, rate, volatility, price):
    for i in range(len(spot)):
        spread = volatility * math.sqrt(years[i])
        d1 = (
            math.log(spot[i] / strike[i]) + (rate + 0.5 * volatility * volatility) * years[i]
        ) / spread
        d2 = d1 - spread
        discount = math.exp(-rate * years[i])
        price[i] = spot[i] * normal(d1) - strike[i] * discount * normal(d2)


def normal_arrays(d):
    k = 1.0 / (1.0 + 0.2316419 * np.abs(d))
    tail = k * (
        0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429)))
    )
    below = 0.3989422804014327 * np.exp(-0.5 * d * d) * tail
    return np.where(d > 0.0, 1.0 - below, below)


def black_scholes_arrays(spot, strike, years, rate, volatility):
    spread = volatility * np.sqrt(years)
    d1 = (np.log(spot / strike) + (rate + 0.5 * volatility * volatility) * years) / spread
    d2 = d1 - spread
    return spot * normal_arrays(d1) - strike * np.exp(-rate * years) * normal_arrays(d2)


def inputs(rng, n):
    spot = rng.uniform(10.0, 50.0, n)
    strike = rng.uniform(10.0, 50.0, n)
    years = rng.uniform(0.5, 2.0, n)
    return spot, strike, years, 0.02, 0.3, np.zeros(n)
