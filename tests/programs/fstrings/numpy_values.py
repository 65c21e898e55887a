import numpy as np

a = np.array([1.5, 2])
print(f"{a} {a!r} {a[0]:.3f} {a.sum():>6} {np.int64(5):03d} {a.mean()=}")
# expect: [1.5 2. ] array([1.5, 2. ]) 1.500    3.5 005 a.mean()=np.float64(1.75)
