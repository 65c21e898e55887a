import numpy as np

def heat(u, steps):
    for _ in range(steps):
        u[1:-1, 1:-1] = 0.25 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:])
    return u

def heat_by_hand(u, steps):
    v = u.copy()
    for _ in range(steps):
        for i in range(1, u.shape[0] - 1):
            for j in range(1, u.shape[1] - 1):
                v[i, j] = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1])
        u, v = v, u.copy()
        v[:] = u
    return u

start = np.zeros((5, 6))
start[0] = 8.0
print((heat(start.copy(), 4) == heat_by_hand(start.copy(), 4)).all())  # expect: True
print(heat(start.copy(), 1)[1])  # expect: [0. 2. 2. 2. 2. 0.]
print(heat(np.ones((2, 2)), 3).sum(), heat(np.ones((1, 5)), 1).sum())  # expect: 4.0 5.0
