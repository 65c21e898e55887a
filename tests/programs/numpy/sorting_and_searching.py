import numpy as np

a = np.array([3, 1, 2, 1])
print(np.sort(a), np.argsort(a, kind="stable"), a[np.argsort(-a, kind="stable")])
# expect: [1 1 2 3] [1 3 2 0] [3 2 1 1]
print(np.unique(a), np.unique(a, return_counts=True)[1], np.searchsorted([1, 3, 5], [0, 3, 9]))
# expect: [1 2 3] [2 1 1] [0 1 3]
a.sort()
print(a, np.isin(a, [1]), np.argwhere(a == 1).ravel(), np.flatnonzero(a > 1))
# expect: [1 1 2 3] [ True  True False False] [0 1] [2 3]
print(np.bincount([0, 1, 1, 3]), np.digitize([0.5, 2.5], [1, 2]), np.diff([1, 4, 9]))
# expect: [1 2 0 1] [0 2] [3 5]
