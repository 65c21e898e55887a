# NEP 50: Python's numbers are weak, NumPy's own scalars are not.
import numpy as np

f32 = np.ones(2, dtype=np.float32)
i8 = np.ones(2, dtype=np.int8)
print((f32 + 1.5).dtype, (f32 + np.float64(1.5)).dtype, (i8 + 1).dtype, (i8 + 1.0).dtype)
# expect: float32 float64 int8 float64
print((i8 + np.int64(1)).dtype, (f32 * 1j).dtype, (i8 + True).dtype)
# expect: int64 complex64 int8
print((np.float32(1) + 2).dtype, (np.float32(1) + 2.0).dtype, (np.int8(1) + np.uint8(1)).dtype)
# expect: float32 float32 int16
