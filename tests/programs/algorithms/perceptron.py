import numpy as np

x = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([0, 0, 0, 1])
w = np.zeros(3)
for epoch in range(10):
    for row, label in zip(x, y):
        w += 0.5 * (label - int(row @ w > 0)) * row
print(w.tolist(), (x @ w > 0).astype(int))  # expect: [1.0, 0.5, -1.0] [0 0 0 1]
