def running_max():
    best = float("-inf")
    value = yield
    while value is not None:
        best = max(best, value)
        value = yield best

g = running_max()
next(g)
print([g.send(v) for v in (3, 1, 7, 5)])  # expect: [3, 3, 7, 7]
