import numpy as np

def both(a, b, n):
    for k in range(n):
        a[k] = k + 1
        b[k] = a[k] * 2
    return a

a, b = np.zeros(6, dtype=int), np.zeros(4, dtype=int)
try:
    both(a, b, 6)
except IndexError:
    print(a, b)  # expect: [1 2 3 4 5 0] [2 4 6 8]
both(a, b, 4)
print(a)  # expect: [1 2 3 4 5 0]
both(a, b, 5)
# expect-error: N5003 at 6:9 IndexError: index 4 is out of bounds for axis 0 with size 4
