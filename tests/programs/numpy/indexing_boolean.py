import numpy as np

a = np.array([5, -2, 8, -1])
print(a[a > 0], a[a < -10], a[(a > -2) & (a < 8)], a[~(a > 0)])
# expect: [5 8] [] [ 5 -1] [-2 -1]
a[a < 0] = 0
print(a)  # expect: [5 0 8 0]
a[a == 0] = [7, 9]
print(a, np.nonzero(a > 6)[0], np.count_nonzero(a > 6))  # expect: [5 7 8 9] [1 2 3] 3
m = np.arange(4).reshape(2, 2)
print(m[m % 2 == 1], m[np.array([True, False])], m[:, [False, True]].tolist())
# expect: [1 3] [[0 1]] [[1], [3]]
