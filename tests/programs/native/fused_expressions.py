import numpy as np

def chain(a, b, c):
    t = a * 2 - b
    u = np.abs(t) + c
    return (u * u).sum(), (t > 0).any(), u.max()

def standard(x):
    return (x - x.mean(axis=0)) / (x.std(axis=0) + 1)

def distance(p, q):
    return np.sqrt(((p[:, None] - q[None]) ** 2).sum(axis=-1))

a = np.arange(6.0)
print(*chain(a, a[::-1], 1))  # expect: 259.0 True 11.0
print(standard(np.array([[1.0, 3.0], [3.0, 3.0]])))
# expect: [[-0.5  0. ]
# expect:  [ 0.5  0. ]]
print(distance(np.array([[0.0, 0.0], [3.0, 4.0]]), np.zeros((1, 2))))
# expect: [[0.]
# expect:  [5.]]
