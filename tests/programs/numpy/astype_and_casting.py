import numpy as np

a = np.array([1.9, -1.9, 300.0])
print(a.astype(int), a[:2].astype(np.int8), a.astype(bool), a.astype("f4").dtype)
# expect: [  1  -1 300] [ 1 -1] [ True  True  True] float32
print(np.array(["1", "22"]).astype(int), np.array([1, 2]).astype(str), np.float32(0.1) == 0.1)
# expect: [ 1 22] ['1' '2'] True
print(np.can_cast("i4", "f4"), np.result_type("i4", "f4"), np.promote_types("u8", "i8"))
# expect: False float64 float64
