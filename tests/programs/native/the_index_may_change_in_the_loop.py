import numpy as np

def skip(a):
    s = 0
    for k in range(len(a)):
        if k % 3 == 0:
            k += 1
        s = s * 10 + int(a[k])
    return s, k

print(skip(np.arange(5)))  # expect: (11244, 4)
print(skip(np.arange(4)))
# expect-error: N5003 at 8:26 IndexError: index 4 is out of bounds for axis 0 with size 4
