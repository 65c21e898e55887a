import numpy as np

print(np.zeros(3), np.ones((2, 2)).tolist(), np.full(2, 7), np.eye(2).tolist())
# expect: [0. 0. 0.] [[1.0, 1.0], [1.0, 1.0]] [7 7] [[1.0, 0.0], [0.0, 1.0]]
print(np.arange(5), np.arange(1, 2, 0.25), np.linspace(0, 1, 5))
# expect: [0 1 2 3 4] [1.   1.25 1.5  1.75] [0.   0.25 0.5  0.75 1.  ]
print(np.array([1, 2.5]), np.array([[1], [2]]).shape, np.empty((0, 3)).shape)
# expect: [1.  2.5] (2, 1) (0, 3)
print(np.zeros(2, dtype=int), np.array([1, 2], dtype="f4").dtype, np.identity(1))
# expect: [0 0] float32 [[1.]]
