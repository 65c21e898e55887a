import numpy as np

a = np.array([10, 20, 30, 40])
print(a[[0, -1]], a[[1, 1, 2]], a[np.array([[0, 1], [2, 3]])].tolist(), a[[]])
# expect: [10 40] [20 20 30] [[10, 20], [30, 40]] []
m = np.arange(9).reshape(3, 3)
print(m[[0, 2]].tolist(), m[[0, 2], [1, 2]], m[:, [2, 0]].tolist())
# expect: [[0, 1, 2], [6, 7, 8]] [1 8] [[2, 0], [5, 3], [8, 6]]
print(m[np.ix_([0, 1], [1, 2])].tolist(), np.take(a, [3, 0]), m[[True, False, True], 1])
# expect: [[1, 2], [4, 5]] [40 10] [1 7]
