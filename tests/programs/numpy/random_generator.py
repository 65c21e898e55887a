import numpy as np

rng = np.random.default_rng(42)
print(rng.random(3).round(4), rng.integers(0, 10, size=5), rng.normal(size=2).round(4))
# expect: [0.774  0.4389 0.8586] [0 6 2 0 5] [ 0.1278 -0.3162]
print(rng.choice([10, 20, 30], size=2), rng.permutation(4), rng.uniform(1, 2, (2, 1)).shape)
# expect: [30 20] [0 1 3 2] (2, 1)
again = np.random.default_rng(42)
print(again.random() == np.random.default_rng(42).random())  # expect: True
