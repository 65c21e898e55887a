import numpy as np

shape = [(4, 2)].pop()
try:
    np.arange(6).reshape(shape)
except ValueError as error:
    print(error)
# expect: cannot reshape array of size 6 into shape (4,2)
a = np.arange(4)
a.shape = (2, 2)
print(a.tolist())  # expect: [[0, 1], [2, 3]]
