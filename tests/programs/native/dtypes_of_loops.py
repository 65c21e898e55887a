import numpy as np

def accumulate(a):
    s = a[0]
    for k in range(1, len(a)):
        s = s + a[k]
    return s

for dtype in (np.int8, np.uint8, np.int32, np.uint64, np.float32, np.complex64, bool):
    s = accumulate(np.array([100, 100, 56], dtype=dtype))
    print(type(s).__name__, s)
# expect: int8 0
# expect: uint8 0
# expect: int32 256
# expect: uint64 256
# expect: float32 256.0
# expect: complex64 (256+0j)
# expect: bool True
