import numpy as np

a = np.array([1, 2, 3])
print(a ** 2, a ** 0.5, (a ** 2).dtype, 2 ** a, a ** a)
# expect: [1 4 9] [1.         1.41421356 1.73205081] int64 [2 4 8] [ 1  4 27]
print(np.sqrt([4, 9]), np.cbrt(27), np.square(a), np.reciprocal(np.array([2.0, 4.0])))
# expect: [2. 3.] 3.0 [1 4 9] [0.5  0.25]
exponent = [-1].pop()
try:
    print(a ** exponent)
except ValueError as error:
    print(error)
# expect: Integers to negative integer powers are not allowed.
