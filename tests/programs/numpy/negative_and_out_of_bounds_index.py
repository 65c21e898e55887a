import numpy as np

def corner(m):
    return m[-1, -1]

def beyond(m, i):
    return m[i, 0]

m = np.arange(6).reshape(2, 3)
print(corner(m))  # expect: 5
for i in (0, -2, 2):
    print(beyond(m, i))
# expect: 0
# expect: 0
# expect-error: N5003 at 7:12 IndexError: index 2 is out of bounds for axis 0 with size 2
