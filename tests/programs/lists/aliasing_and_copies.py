import copy

a = [[1], [2]]
b, c, d = a, a[:], copy.deepcopy(a)
a[0].append("x")
a.append([3])
print(b, c, d)  # expect: [[1, 'x'], [2], [3]] [[1, 'x'], [2]] [[1], [2]]
grid = [[0] * 2] * 2
grid[0][0] = 1
print(grid)  # expect: [[1, 0], [1, 0]]
