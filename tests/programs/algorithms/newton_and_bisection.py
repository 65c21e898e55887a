def newton(f, slope, x, tolerance=1e-10):
    for steps in range(50):
        delta = f(x) / slope(x)
        x -= delta
        if abs(delta) < tolerance:
            return x, steps
    raise RuntimeError("no convergence")

def bisect(f, low, high):
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if f(low) * f(middle) > 0 else (low, middle)
    return round(low, 6)

print(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0))  # expect: (1.4142135623730951, 4)
print(bisect(lambda x: x ** 3 - x - 2, 1, 2))  # expect: 1.52138
