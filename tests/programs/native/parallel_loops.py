# diverges: D005
import numpy as np

def squares(n):
    out = np.zeros(n)
    for k in parallel(n):
        out[k] = k * k
    return out

def total(a):
    s = 0
    for k in prange(len(a)):
        s += int(a[k])
    return s

def rows(m):
    sums = np.zeros(m.shape[0])
    for i in parallel(m.shape[0]):
        for j in range(m.shape[1]):
            sums[i] += m[i, j]
    return sums

print(squares(5), squares(0))  # expect: [ 0.  1.  4.  9. 16.] []
print(total(np.arange(1000)), total(np.zeros(0)))  # expect: 499500 0
print(rows(np.arange(6).reshape(3, 2)))  # expect: [1. 5. 9.]

even = np.zeros(8)
for k in parallel(0, 8, 2):
    even[k] = 1
print(even)  # expect: [1. 0. 1. 0. 1. 0. 1. 0.]
