# Positional values from the left, a spread after a keyword still comes first.
def show(*args, **kwargs):
    return args, kwargs

print(show(1, *[2, 3], 4, *(), k=5))  # expect: ((1, 2, 3, 4), {'k': 5})
print(show(k=1, *[2]))  # expect: ((2,), {'k': 1})
print(show(*"ab", **{"x": 1}, **{"y": 2}))  # expect: (('a', 'b'), {'x': 1, 'y': 2})
