import numpy as np

def trapezoid(y, dx):
    total = 0.0
    for i in range(len(y) - 1):
        total += (y[i] + y[i + 1]) / 2 * dx
    return total

x = np.linspace(0, 1, 11)
print(round(float(trapezoid(x ** 2, 0.1)), 6), np.isclose(trapezoid(x, 0.1), 0.5))
# expect: 0.335 True
