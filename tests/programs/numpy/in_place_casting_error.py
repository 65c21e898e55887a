import numpy as np

a = np.array([1, 2])
half = [0.5].pop()
try:
    a += half
except TypeError as error:
    print(str(error).split(" from ")[0])
# expect: Cannot cast ufunc 'add' output
print(a)  # expect: [1 2]
a += 2
a = a * 0.5
print(a)  # expect: [1.5 2. ]
