import numpy as np

a = np.arange(10.0)
s = 0
for k in range(len(a)):
    if a[k] > 6:
        break
    s += a[k]
print(k, s, type(s).__name__)  # expect: 7 21.0 float64

n = 0
while n * n < 50:
    n += 1
print(n)  # expect: 8

grid = np.zeros((3, 3), dtype=int)
for i in range(3):
    for j in range(i, 3):
        grid[i, j] = i + j
print(grid.tolist(), i, j)  # expect: [[0, 1, 2], [0, 2, 3], [0, 0, 4]] 2 2

for unused in range(0):
    never = 1
print("never" in globals(), "unused" in globals())  # expect: False False
