def walk(tree):
    if tree is None:
        return
    left, value, right = tree
    yield from walk(left)
    yield value
    yield from walk(right)

tree = (((None, 1, None), 2, None), 3, (None, 4, (None, 5, None)))
print(list(walk(tree)))  # expect: [1, 2, 3, 4, 5]
