"""The sun and four planets on nearly circular orbits; C: ../c/nbody.c."""

import math

import numpy as np


def nbody(steps, dt, mass, velocity, position):
    count = len(mass)
    for _ in range(steps):
        for i in range(count):
            for j in range(i + 1, count):
                dx = position[i, 0] - position[j, 0]
                dy = position[i, 1] - position[j, 1]
                dz = position[i, 2] - position[j, 2]
                square = dx * dx + dy * dy + dz * dz
                magnitude = dt / (square * math.sqrt(square))
                velocity[i, 0] -= dx * mass[j] * magnitude
                velocity[i, 1] -= dy * mass[j] * magnitude
                velocity[i, 2] -= dz * mass[j] * magnitude
                velocity[j, 0] += dx * mass[i] * magnitude
                velocity[j, 1] += dy * mass[i] * magnitude
                velocity[j, 2] += dz * mass[i] * magnitude
        for i in range(count):
            position[i, 0] += dt * velocity[i, 0]
            position[i, 1] += dt * velocity[i, 1]
            position[i, 2] += dt * velocity[i, 2]


def inputs(rng, steps):
    """Astronomical units, years, and masses times the constant of gravity."""
    sun = 4 * math.pi**2
    mass = sun * np.array([1.0, 9.5e-4, 2.9e-4, 4.4e-5, 5.2e-5])
    position = np.zeros((5, 3))
    velocity = np.zeros((5, 3))
    for i, radius in enumerate([5.2, 9.5, 19.2, 30.1], start=1):
        speed = math.sqrt(sun / radius)
        position[i] = radius * math.cos(i), radius * math.sin(i), 0.02 * radius
        velocity[i] = -speed * math.sin(i), speed * math.cos(i), 0.0
    return steps, 0.01, mass, velocity, position
