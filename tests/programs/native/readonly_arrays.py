import numpy as np

def double(a):
    for k in range(len(a)):
        a[k] *= 2
    return a

def total(a):
    s = 0
    for k in range(len(a)):
        s += a[k]
    return s

a = np.array([1, 2, 3])
print(double(a))  # expect: [2 4 6]
a.flags.writeable = False
print(total(a), total(np.broadcast_to(np.int64(5), (4,))))  # expect: 12 20
double(a)
# expect-error: N5006 at 5:9 ValueError: assignment destination is read-only
