import numpy as np

def kind(a, b):
    return (np.ones(1, a) + np.ones(1, b)).dtype.name

for pair in ("i4 i8", "u1 i1", "u8 i8", "f4 i8", "f4 i2", "f4 f8", "? i1", "c8 f8", "u4 i4"):
    print(pair, kind(*pair.split()))
# expect: i4 i8 int64
# expect: u1 i1 int16
# expect: u8 i8 float64
# expect: f4 i8 float64
# expect: f4 i2 float32
# expect: f4 f8 float64
# expect: ? i1 int8
# expect: c8 f8 complex128
# expect: u4 i4 int64
