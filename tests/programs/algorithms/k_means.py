import numpy as np

points = np.array([[1, 1], [1.5, 2], [1, 0], [8, 8], [9, 9], [8, 9.5]])
centres = points[[0, 3]]
for _ in range(5):
    distances = np.linalg.norm(points[:, None] - centres, axis=2)
    labels = distances.argmin(axis=1)
    centres = np.array([points[labels == k].mean(axis=0) for k in range(2)])
print(labels, centres.round(3).tolist())  # expect: [0 0 0 1 1 1] [[1.167, 1.0], [8.333, 8.833]]
