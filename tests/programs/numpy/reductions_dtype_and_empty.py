import numpy as np

a = np.array([200, 100], dtype=np.uint8)
print(a.sum(), a.sum().dtype, a.sum(dtype=np.uint8), a.mean().dtype)
# expect: 300 uint64 44 float64
print(np.zeros(0).sum(), np.ones((0, 2)).prod(axis=0), np.array([True, True]).sum())
# expect: 0.0 [1. 1.] 2
try:
    print(np.zeros(0).max())
except ValueError as error:
    print(error)
# expect: zero-size array to reduction operation maximum which has no identity
