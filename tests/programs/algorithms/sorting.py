def quick(items):
    if len(items) <= 1:
        return items
    pivot, *rest = items
    return quick([x for x in rest if x < pivot]) + [pivot] + quick([x for x in rest if x >= pivot])

def merge(items):
    if len(items) < 2:
        return items
    a, b = merge(items[: len(items) // 2]), merge(items[len(items) // 2 :])
    out = []
    while a and b:
        out.append((a if a[0] <= b[0] else b).pop(0))
    return out + a + b

def bubble(items):
    items = items[:]
    for i in range(len(items)):
        for j in range(len(items) - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items

data = [5, 3, 8, 1, 9, 2, 5]
print(quick(data), merge(data) == bubble(data) == sorted(data))
# expect: [1, 2, 3, 5, 5, 8, 9] True
