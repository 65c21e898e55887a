def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs

print(f(1, d=4))  # expect: (1, 2, 3, (), 4, 5, {})
print(f(1, 20, 30, 40, 50, d=60))  # expect: (1, 20, 30, (40, 50), 60, 5, {})
print(f(1, d=4, c=9, x=8))  # expect: (1, 2, 9, (), 4, 5, {'x': 8})
print(f(*(1, 2, 3, 4), **{"d": 5, "e": 6, "g": 7}))  # expect: (1, 2, 3, (4,), 5, 6, {'g': 7})
