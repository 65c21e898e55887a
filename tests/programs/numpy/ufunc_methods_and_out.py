import numpy as np

a = np.array([1, 2, 3, 4])
out = np.zeros(4)
result = np.multiply(a, 2.5, out=out)
print(out, result is out, np.add.reduce(a), np.multiply.accumulate(a))
# expect: [ 2.5  5.   7.5 10. ] True 10 [ 1  2  6 24]
print(np.add.outer(a[:2], a[:2]).tolist())  # expect: [[2, 3], [3, 4]]
print(np.add(a, 1, where=a > 2, out=a.copy()), np.maximum.reduce(a), np.add.reduceat(a, [0, 2]))
# expect: [1 2 4 5] 4 [3 7]
