import math

def rk4(f, y, t, h, steps):
    for _ in range(steps):
        k1 = f(t, y)
        k2 = f(t + h / 2, y + h * k1 / 2)
        k3 = f(t + h / 2, y + h * k2 / 2)
        k4 = f(t + h, y + h * k3)
        y += h * (k1 + 2 * k2 + 2 * k3 + k4) / 6
        t += h
    return y

result = rk4(lambda t, y: -2 * t * y, 1.0, 0.0, 0.1, 10)
print(round(result, 6), abs(result - math.exp(-1)) < 1e-5)  # expect: 0.367881 True
