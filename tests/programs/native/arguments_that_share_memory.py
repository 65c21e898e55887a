import numpy as np

def add_into(out, a, b):
    out[:] = a + b
    return out

def smooth(out, a):
    for k in range(1, len(a) - 1):
        out[k] = (a[k - 1] + a[k] + a[k + 1]) // 3
    return out

base = np.arange(6)
print(add_into(base[1:], base[:-1], base[1:]))  # expect: [1 3 5 7 9]
base = np.arange(6)
print(add_into(base, base[::-1], base))  # expect: [5 5 5 5 5 5]
base = np.array([9, 0, 9, 0, 9, 0])
print(smooth(base, base))  # expect: [9 6 5 4 4 0]
base = np.array([9, 0, 9, 0, 9, 0])
print(smooth(np.zeros(6, dtype=int), base))  # expect: [0 6 3 6 3 0]
