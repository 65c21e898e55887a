import numpy as np

a = np.arange(6)
a[1:] += a[:-1]
print(a)  # expect: [0 1 3 5 7 9]
a[::-1] -= a
print(a)  # expect: [-9 -6 -2  2  6  9]
