import numpy as np

def all_of(m):
    return m.sum(axis=0), m.max(axis=1), m.prod(), m.mean(axis=-1, keepdims=True), m.argmin(axis=0)

def smallest(a):
    return a.min()

total, greatest, product, mean, where = all_of(np.array([[3, 1, 2], [4, 4, -1]], dtype=np.int32))
print(total, total.dtype, greatest, product)  # expect: [7 5 1] int64 [3 4] -96
print(mean.shape, mean.ravel(), where)  # expect: (2, 1) [2.         2.33333333] [0 0 1]
print(np.zeros((0, 2)).sum(axis=0), np.zeros((0, 2)).sum())  # expect: [0. 0.] 0.0
print(smallest(np.array([2.0, np.nan, 1.0])))  # expect: nan
try:
    smallest(np.zeros((0, 3)))
except ValueError as error:
    print(error)  # expect: zero-size array to reduction operation minimum which has no identity
