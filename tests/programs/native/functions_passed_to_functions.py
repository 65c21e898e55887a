def integrate(g, a, b, steps=4):
    width = (b - a) / steps
    total = 0.5 * (g(a) + g(b))
    for i in range(1, steps):
        total += g(a + i * width)
    return total * width

def square(x):
    return x * x

def inverse(x):
    return 1 / x

def both(a, b, k):
    return integrate(square, a, b), integrate(lambda x: k * x, a, b, steps=2)

def total(first, *rest, unit=1):
    for x in rest:
        first += x * unit
    return first

def totals(x):
    return total(x), total(x, 2, 3), total(x, x, unit=0.5)

print(both(0.0, 2.0, 3), totals(4))  # expect: (2.75, 6.0) (4, 9, 6.0)

def through_zero(a):
    return integrate(inverse, -a, a)

try:
    print(through_zero(1.0))
except ZeroDivisionError as error:
    print(error)  # expect: float division by zero
