import numpy as np

def relu(x):
    return np.where(x > 0, x, 0), np.maximum(x, 0), np.clip(x, -1, 1)

print(*relu(np.array([-2, 0, 3])))  # expect: [0 0 3] [0 0 3] [-1  0  1]
print(*relu(np.array([-0.5, np.nan])))  # expect: [0. 0.] [ 0. nan] [-0.5  nan]
print(relu(np.float32(2.0))[1])  # expect: 2.0
