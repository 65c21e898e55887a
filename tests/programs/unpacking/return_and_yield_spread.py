def pairs():
    items = [2, 3]
    yield 1, *items
    yield (*items,)

def first():
    return 0, *next(pairs())

print(list(pairs()), first())  # expect: [(1, 2, 3), (2, 3)] (0, 1, 2, 3)
