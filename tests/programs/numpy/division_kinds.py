import numpy as np

a = np.array([7, -7, 0])
print(a / 2, (a / 2).dtype)  # expect: [ 3.5 -3.5  0. ] float64
print(a // 2, a % 3, np.fmod(a, 3), a // -2)  # expect: [ 3 -4  0] [1 2 0] [ 1 -1  0] [-4  3  0]
print(np.array([1.0, -1.0, 0.0]) / 0.0)  # expect: [ inf -inf  nan]
print(np.array([1, 0]) // np.array([0, 0]), divmod(np.array([7]), 2))
# expect: [0 0] (array([3]), array([1]))
