import numpy as np

z = np.array(5)
print(z.shape, z.ndim, z[()], z + 1, type(z + 1).__name__, z.item(), float(z))
# expect: () 0 5 6 int64 5 5.0
z[...] = 7
print(z)  # expect: 7
try:
    len(z)
except TypeError as error:
    print(error)
# expect: len() of unsized object
