items = [1]
print(items, items.append(2), items)  # expect: [1, 2] None [1, 2]
print(len(items) + (items.append(3) or 0) + len(items))  # expect: 5
print(items[0] + items.pop(0) + items[0])  # expect: 4
