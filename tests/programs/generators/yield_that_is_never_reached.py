def g():
    if False:
        yield 1
    return 5

def h():
    return [1]
    yield

print(list(g()), type(h()).__name__, list(h()))  # expect: [] generator []
