x = "outside"
print([x for x in range(3)], x)  # expect: [0, 1, 2] outside
print({x for x in [1]}, {x: x for x in [2]}, list(x for x in [3]), x)
# expect: {1} {2: 2} [3] outside
