import inspect

def f(a, /, b: int, c=3, *args, d, e="x", **kw) -> list:
    return []

print(inspect.signature(f))  # expect: (a, /, b: int, c=3, *args, d, e='x', **kw) -> list
print([int(p.kind) for p in inspect.signature(f).parameters.values()])
# expect: [0, 1, 1, 2, 3, 3, 4]
print(inspect.signature(lambda x, *y: x))  # expect: (x, *y)
