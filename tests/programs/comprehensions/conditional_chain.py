print([a if a > 2 else b if b > 2 else 0 for a, b in [(3, 1), (1, 4), (1, 1)]])
# expect: [3, 4, 0]
print([x for x in range(30) if 5 < x < 9 or x in (1, 20)])  # expect: [1, 6, 7, 8, 20]
print([not x for x in (0, 1)], [x and y for x in (0, 1) for y in (2,)])
# expect: [True, False] [0, 2]
