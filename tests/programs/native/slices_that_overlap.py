import numpy as np

def shifts(a):
    a[1:] = a[:-1]
    b = a.copy()
    b[:-1] = b[1:]
    return a, b

def backwards(a):
    a[:] = a[::-1]
    return a

def doubled(a):
    a[1:] += a[:-1]
    return a

def mirrored(m):
    m[:, :] = m.T
    return m

print(shifts(np.arange(5)))  # expect: (array([0, 0, 1, 2, 3]), array([0, 1, 2, 3, 3]))
print(backwards(np.arange(5)))  # expect: [4 3 2 1 0]
print(doubled(np.ones(5)))  # expect: [1. 2. 2. 2. 2.]
print(mirrored(np.arange(4).reshape(2, 2)).tolist())  # expect: [[0, 2], [1, 3]]
