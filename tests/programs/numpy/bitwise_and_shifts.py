import numpy as np

a = np.array([1, 2, 12])
print(a << 2, a >> 1, a & 3, a | 1, a ^ a, ~a, np.bitwise_and(a, 4), np.invert(np.uint8(1)))
# expect: [ 4  8 48] [0 1 6] [1 2 0] [ 1  3 13] [0 0 0] [ -2  -3 -13] [0 0 4] 254
a <<= 1
a |= 1
print(a)  # expect: [ 3  5 25]
