import numpy as np

a = np.arange(12).reshape(3, 4)
print(a[1], a[1, 2], a[-1, -1], a[1:, ::2].tolist(), a[:, 1], a[..., 0])
# expect: [4 5 6 7] 6 11 [[4, 6], [8, 10]] [1 5 9] [0 4 8]
print(a[None, 0].shape, a[:, np.newaxis].shape, a[0][1], a[(1, 2)], a[1:2].shape)
# expect: (1, 4) (3, 1, 4) 1 6 (1, 4)
print(type(a[0, 0]).__name__, a[0, 0].item(), a.flat[5], a.item(7))  # expect: int64 0 5 7
