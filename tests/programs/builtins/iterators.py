it = iter([1, 2, 3])
print(next(it), list(it), next(it, "done"))  # expect: 1 [2, 3] done
z = zip("ab", it2 := iter(range(5)))
print(list(z), list(it2), iter(it) is it)  # expect: [('a', 0), ('b', 1)] [2, 3, 4] True
e = enumerate(["x"])
print(next(e), tuple(map(abs, (-1, 1))), [*zip(*[(1, 2), (3, 4)])])
# expect: (0, 'x') (1, 1) [(1, 3), (2, 4)]
