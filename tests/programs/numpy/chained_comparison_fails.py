import numpy as np

a = np.array([1, 5, 9])
try:
    print(2 < a < 8)
except ValueError as error:
    print("ambiguous" in str(error))
# expect: True
print((2 < a) & (a < 8), bool(np.array([0])), 2 < np.int64(5) < 8)
# expect: [False  True False] False True
