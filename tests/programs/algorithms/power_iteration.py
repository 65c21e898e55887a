import numpy as np

m = np.array([[2.0, 1.0], [1.0, 3.0]])
v = np.ones(2)
for _ in range(60):
    v = m @ v
    v /= np.linalg.norm(v)
print(round(float(v @ m @ v), 6), np.isclose(v @ m @ v, np.linalg.eigvalsh(m).max()))
# expect: 3.618034 True
