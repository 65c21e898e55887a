def bounds(a, b, c):
    lo, hi = (a, b) if a < b else (b, a)
    return min(lo, c), max(hi, c)

def swap(n):
    x, y = 0, 1
    for _ in range(n):
        x, y = y, x + y
    return (x, y), x * 0.5

def spread(values):
    (lo, hi), n = values, 2
    return hi - lo, n

print(bounds(3, 1, 2), bounds(1.5, 2, 0))  # expect: (1, 3) (0, 2)
print(swap(10), spread((1, 4.5)))  # expect: ((55, 89), 27.5) (3.5, 2)
