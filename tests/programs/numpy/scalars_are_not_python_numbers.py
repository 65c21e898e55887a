import numpy as np

x = np.array([1.5, 2])[0]
n = np.arange(3)[1]
print(type(x).__name__, isinstance(x, float), type(n).__name__, isinstance(n, int))
# expect: float64 True int64 False
print(x + 1, type(x + 1).__name__, type(n * 2).__name__, type(n / 2).__name__)
# expect: 2.5 float64 int64 float64
print(n == 1, hash(n) == hash(1), [10, 20][n], {1: "a"}[n], f"{x:.2f}", repr(x), str(n))
# expect: True True 20 a 1.50 np.float64(1.5) 1
print(type(n.item()).__name__, int(n), float(n), x.is_integer(), round(x))
# expect: int 1 1.0 False 2
