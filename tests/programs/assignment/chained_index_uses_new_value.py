i = 0
items = [0, 0, 0]
i = items[i] = 2
print(i, items)  # expect: 2 [0, 0, 2]
