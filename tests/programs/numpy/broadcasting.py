import numpy as np

a = np.arange(3)
b = np.arange(4).reshape(4, 1)
print((a + b).tolist())  # expect: [[0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5]]
print((a * 10).tolist(), (b - a).shape, (a[:, None] * a).tolist())
# expect: [0, 10, 20] (4, 3) [[0, 0, 0], [0, 1, 2], [0, 2, 4]]
print(np.broadcast_shapes((3, 1), (1, 4)), np.broadcast_to(a, (2, 3)).tolist())
# expect: (3, 4) [[0, 1, 2], [0, 1, 2]]
