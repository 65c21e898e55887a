import numpy as np

mask = np.array([True, False, True])
print(mask.sum(), mask.mean(), ~mask, mask & False, mask.astype(int), mask * 2)
# expect: 2 0.6666666666666666 [False  True False] [False False False] [1 0 1] [2 0 2]
print(np.logical_and(mask, [1, 1, 0]), np.logical_or.reduce(mask))
# expect: [ True False False] True
print(mask.any() and not mask.all())  # expect: True
try:
    print(-mask)
except TypeError as error:
    print(str(error)[:43])
# expect: The numpy boolean negative, the `-` operato
