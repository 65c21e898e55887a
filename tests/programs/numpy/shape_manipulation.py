import numpy as np

a = np.arange(6)
print(a.reshape(2, -1).tolist(), a.reshape((3, 2)).shape, a[:, None].T.shape)
# expect: [[0, 1, 2], [3, 4, 5]] (3, 2) (1, 6)
print(np.concatenate([a[:2], [9]]), np.stack([a[:2], a[2:4]]).tolist(), np.vstack([a, a]).shape)
# expect: [0 1 9] [[0, 1], [2, 3]] (2, 6)
print(np.hstack([[1], [2, 3]]), np.split(a, 3)[1], np.array_split(a, 4)[0])
# expect: [1 2 3] [2 3] [0 1]
print(np.expand_dims(a, 0).shape, np.squeeze(np.ones((1, 2, 1))).shape, np.tile([1, 2], 2))
# expect: (1, 6) (2,) [1 2 1 2]
print(np.repeat([1, 2], 2), np.roll(a, 2), np.flip(a))
# expect: [1 1 2 2] [4 5 0 1 2 3] [5 4 3 2 1 0]
print(np.moveaxis(np.ones((1, 2, 3)), 0, 2).shape)  # expect: (2, 3, 1)
print(np.swapaxes(np.ones((1, 2, 3)), 0, 2).shape, np.pad([1, 2], 1), np.append([1], [2]))
# expect: (3, 2, 1) [0 1 2 0] [1 2]
