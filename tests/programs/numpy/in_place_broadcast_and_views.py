import numpy as np

m = np.zeros((2, 3), dtype=int)
m += [1, 2, 3]
m[1] *= 10
m[:, 0] -= 5
print(m.tolist())  # expect: [[-4, 2, 3], [5, 20, 30]]
row = m[0]
row += 100
print(m.tolist())  # expect: [[96, 102, 103], [5, 20, 30]]
wide = [np.ones((3, 2, 3), dtype=int)].pop()
try:
    m += wide
except ValueError as error:
    print(str(error)[:42])
# expect: non-broadcastable output operand with shap
