def scale(values, factor):
    offset = 1
    return [v * factor + offset for v in values if v != factor]

print(scale([1, 2, 3], 2))  # expect: [3, 7]

def nested(n):
    return [[(i, j, n) for j in range(i)] for i in range(n)]

print(nested(3))  # expect: [[], [(1, 0, 3)], [(2, 0, 3), (2, 1, 3)]]
