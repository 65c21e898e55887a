import numpy as np

def outer(a, b):
    return a[:, None] * b

def grow(m, n):
    for _ in range(n):
        m = m + m[0] - m[:, :1]
    return m

print(outer(np.arange(3), np.array([1.0, 2.0])).tolist())  # expect: [[0.0, 0.0], [1.0, 2.0], [2.0, 4.0]]
print(grow(np.arange(4.0).reshape(2, 2), 2).tolist())  # expect: [[0.0, 4.0], [0.0, 4.0]]
try:
    outer(np.arange(3), np.ones((2, 2, 2)))
except ValueError as error:
    print(error)  # expect: operands could not be broadcast together with shapes (3,1) (2,2,2)
