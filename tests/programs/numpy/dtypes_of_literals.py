import numpy as np

for value in ([1, 2], [1.0], [True], [1, True], [1 + 2j], ["ab", "c"], [2**40], [1, None]):
    print(np.array(value).dtype)
# expect: int64
# expect: float64
# expect: bool
# expect: int64
# expect: complex128
# expect: <U2
# expect: int64
# expect: object
