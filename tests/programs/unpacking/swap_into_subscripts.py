# The right side is taken first, the targets are stored from the left.
items = [3, 1, 2]
i = 0
i, items[i] = 2, "stored at the new i"
print(i, items)  # expect: 2 [3, 1, 'stored at the new i']
items[0], items[-1] = items[-1], items[0]
print(items)  # expect: ['stored at the new i', 1, 3]
