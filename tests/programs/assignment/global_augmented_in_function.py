count = 0
items = []

def add(x):
    global count
    count += 1
    items.append(x)

def total():
    return sum(items) + count

add(5)
add(6)
print(count, items, total())  # expect: 2 [5, 6] 13
