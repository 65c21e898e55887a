import numpy as np

def scale(a, k):
    return a * k + 1

for a in (np.array([1, 2], dtype=np.int8), np.array([1, 2], dtype=np.float32)):
    for k in (2, 0.5, True, np.float64(0.5), np.int16(3), 1j):
        print(scale(a, k).dtype, end=" ")
    print()
# expect: int8 float64 int8 float64 int16 complex128
# expect: float32 float32 float32 float64 float32 complex64
scale(np.array([1], dtype=np.uint8), 300)
# expect-error: N5006 at 4:12 OverflowError: Python integer 300 out of bounds for uint8
