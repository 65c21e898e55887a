import numpy as np

def smooth(x, window=3):
    kernel = np.ones(window) / window
    return np.convolve(x, kernel, mode="valid")

def normalise(m):
    return (m - m.mean(axis=0)) / m.std(axis=0)

print(smooth(np.array([1, 2, 6, 3, 3])).round(3))  # expect: [3.    3.667 4.   ]
print(normalise(np.array([[1.0, 10], [3, 30]])).tolist())  # expect: [[-1.0, -1.0], [1.0, 1.0]]
print(np.vectorize(lambda v: v * v + 1)([1, 2]), np.apply_along_axis(max, 0, [[1, 5], [3, 2]]))
# expect: [2 5] [3 5]
