points = [(1, 2), (3, 4), (1, 5)]
print(sorted({x for x, _ in points}))  # expect: [1, 3]
print({p: sum(p) for p in points})  # expect: {(1, 2): 3, (3, 4): 7, (1, 5): 6}
print({(i, j): i ^ j for i in range(2) for j in range(2)})
# expect: {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0}
