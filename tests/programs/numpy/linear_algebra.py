import numpy as np

a = np.array([[2.0, 1.0], [1.0, 3.0]])
print(np.linalg.solve(a, [3, 5]).round(6), np.linalg.det(a).round(6), np.trace(a))
# expect: [0.8 1.4] 5.0 5.0
print(np.linalg.inv(a).round(6).tolist(), np.linalg.norm([3, 4]), np.linalg.matrix_rank(a))
# expect: [[0.6, -0.2], [-0.2, 0.4]] 5.0 2
values, vectors = np.linalg.eigh(a)
print(values.round(4), np.allclose(vectors @ np.diag(values) @ vectors.T, a))
# expect: [1.382 3.618] True
q, r = np.linalg.qr(a)
print(np.allclose(q @ r, a), np.allclose(q.T @ q, np.eye(2)))  # expect: True True
try:
    np.linalg.inv(np.zeros((2, 2)))
except np.linalg.LinAlgError as error:
    print(error)
# expect: Singular matrix
