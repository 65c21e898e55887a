import numpy as np

rng = np.random.default_rng(0)
x, y = rng.random((2, 20000))
estimate = 4 * (x * x + y * y < 1).mean()
print(abs(estimate - np.pi) < 0.05)  # expect: True
