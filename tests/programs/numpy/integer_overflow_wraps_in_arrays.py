# NumPy's arrays keep NumPy's rule: they wrap.
import numpy as np

a = np.array([127, -128], dtype=np.int8)
print(a + np.int8(1), a * a, -a, abs(a))  # expect: [-128 -127] [1 0] [-127 -128] [ 127 -128]
big = np.array([2**63 - 1])
print(big + 1, np.array([255], dtype=np.uint8) + np.uint8(1))
# expect: [-9223372036854775808] [0]
print(np.uint8(200) + np.uint8(100), np.arange(3, dtype=np.uint8) - 1)
# expect: 44 [255   0   1]
