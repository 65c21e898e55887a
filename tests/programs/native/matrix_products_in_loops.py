import numpy as np

def power(m, n):
    p = np.eye(len(m))
    for _ in range(n):
        p = p @ m
    return p

def by_hand(a, b):
    c = np.zeros((a.shape[0], b.shape[1]))
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            for k in range(a.shape[1]):
                c[i, j] += a[i, k] * b[k, j]
    return c

m = np.array([[1.0, 1.0], [1.0, 0.0]])
print(power(m, 10).tolist(), np.dot(m[0], m[1]))  # expect: [[89.0, 55.0], [55.0, 34.0]] 1.0
a, b = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
print((by_hand(a, b) == a @ b).all(), (by_hand(a[:, ::-1], b[::-1]) == a @ b).all())  # expect: True True
for shape in ((2, 3), (3, 2)):
    try:
        print((a @ np.ones(shape)).tolist())
    except ValueError as error:
        print(str(error)[:53])
# expect: matmul: Input operand 1 has a mismatch in its core di
# expect: [[3.0, 3.0], [12.0, 12.0]]
