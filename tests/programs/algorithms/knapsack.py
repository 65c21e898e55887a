from functools import cache

items = [(12, 4), (2, 2), (1, 1), (1, 2), (4, 10)]

@cache
def best(index, room):
    if index == len(items):
        return 0
    weight, value = items[index]
    skip = best(index + 1, room)
    if weight > room:
        return skip
    return max(skip, value + best(index + 1, room - weight))

print([best(0, room) for room in (0, 3, 8, 15, 20)])  # expect: [0, 4, 15, 15, 19]
