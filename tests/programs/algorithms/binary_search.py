def search(items, wanted):
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low if low < len(items) and items[low] == wanted else -1

items = list(range(0, 100, 3))
print([search(items, n) for n in (0, 3, 4, 99, 100, -1)])  # expect: [0, 1, -1, 33, -1, -1]
