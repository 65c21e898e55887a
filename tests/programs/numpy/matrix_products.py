import numpy as np

a = np.arange(6).reshape(2, 3)
b = np.arange(6).reshape(3, 2)
print((a @ b).tolist(), (b @ a).shape, a @ [1, 2, 3], [1, 2] @ a)
# expect: [[10, 13], [28, 40]] (3, 3) [ 8 26] [ 6  9 12]
print(np.dot([1, 2], [3, 4]), np.array([1, 2]) @ np.array([3, 4]))  # expect: 11 11
print(np.outer([1, 2], [3, 4]).tolist())  # expect: [[3, 4], [6, 8]]
print((np.ones((5, 2, 3)) @ np.ones((3, 4))).shape, np.einsum("ij,jk->ik", a, b).tolist())
# expect: (5, 2, 4) [[10, 13], [28, 40]]
c = np.eye(2)
c @= 2 * np.eye(2)
print(c.tolist())  # expect: [[2.0, 0.0], [0.0, 2.0]]
