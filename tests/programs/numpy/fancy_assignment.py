import numpy as np

a = np.zeros(4, dtype=int)
a[[1, 2]] = [5, 6]
a[[0, 0]] += 1
print(a)  # expect: [1 5 6 0]
np.add.at(a, [0, 0], 1)
print(a)  # expect: [3 5 6 0]
m = np.zeros((2, 3))
m[[0, 1], [2, 0]] = 9
m[:, 1] = [3, 4]
print(m.tolist())  # expect: [[0.0, 3.0, 9.0], [9.0, 4.0, 0.0]]
