import numpy as np

m = np.arange(6).reshape(2, 3)
m.T[0, 1] = 50
m.ravel()[0] = 60
m.flatten()[1] = 70
m[::-1][0, 0] = 80
print(m.tolist(), m.T.shape, m.T.flags.c_contiguous, m.strides == m.T.strides[::-1])
# expect: [[60, 1, 2], [80, 4, 5]] (3, 2) False True
