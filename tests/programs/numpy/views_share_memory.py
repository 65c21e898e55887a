import numpy as np

a = np.arange(6)
view = a[1:4]
view[0] = 99
copy = a[[1, 2]]
copy[0] = -1
print(a, view, copy)  # expect: [ 0 99  2  3  4  5] [99  2  3] [-1  2]
grid = a.reshape(2, 3)
grid[1, 1] = 77
print(a, np.shares_memory(a, grid), grid.base is a, a.copy().base)
# expect: [ 0 99  2  3 77  5] True True None
