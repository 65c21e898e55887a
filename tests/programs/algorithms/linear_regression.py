import numpy as np

x = np.array([0.0, 1, 2, 3, 4])
y = 3 * x + 1 + np.array([0.1, -0.1, 0, 0.1, -0.1])
a = np.column_stack([x, np.ones_like(x)])
slope, intercept = np.linalg.lstsq(a, y, rcond=None)[0]
print(round(float(slope), 3), round(float(intercept), 3))  # expect: 2.98 1.04

w = np.zeros(2)
for _ in range(500):
    w -= 0.05 * a.T @ (a @ w - y) / len(y)
print(np.allclose(w, [slope, intercept], atol=1e-3), ((a @ w - y) ** 2).mean().round(4))
# expect: True 0.0072
