# The old value is read before the right side runs.
def bump():
    global x
    x = 100
    return 1

x = 1
x += bump()
print(x)  # expect: 2
items = [1]
items[0] += items.append(5) or items.__setitem__(0, 50) or 1
print(items)  # expect: [2, 5]
