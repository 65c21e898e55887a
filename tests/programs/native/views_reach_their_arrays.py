import numpy as np

def fill(a):
    row = a[1]
    row[:] = 7
    a[:, -1][::2] = 1
    a[::2, :2] *= 10
    return row

a = np.arange(12).reshape(3, 4)
row = fill(a)
print(a.tolist())  # expect: [[0, 10, 2, 1], [7, 7, 7, 7], [80, 90, 10, 1]]
print(np.shares_memory(row, a))  # expect: True
