import numpy as np

def shapes(a):
    return a[None].shape, a[..., None].shape, a[:, None, 0].shape, a[..., -1].shape, a[0, ...].shape

print(shapes(np.zeros((2, 3))))  # expect: ((1, 2, 3), (2, 3, 1), (2, 1), (2,), (3,))
print(shapes(np.zeros((2, 3, 4))))  # expect: ((1, 2, 3, 4), (2, 3, 4, 1), (2, 1, 4), (2, 3), (3, 4))
try:
    shapes(np.zeros(2))
except IndexError as error:
    print(error)  # expect: too many indices for array: array is 1-dimensional, but 2 were indexed
