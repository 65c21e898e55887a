import numpy as np

def backwards(a, n):
    out = np.zeros(n, dtype=a.dtype)
    for k in range(n):
        out[k] = a[-k - 1]
    return out

def wrapped(a, lo, hi):
    s = 0
    for k in range(lo, hi):
        s = s * 10 + int(a[k])
    return s

a = np.arange(1, 6)
print(backwards(a, 5))  # expect: [5 4 3 2 1]
print(wrapped(a, -5, 5))  # expect: 1234512345
print(wrapped(a, -2, 1))  # expect: 451
try:
    backwards(a, 6)
except IndexError as error:
    print(error)  # expect: index -6 is out of bounds for axis 0 with size 5
print(wrapped(a, -6, 0))
# expect-error: N5003 at 12:26 IndexError: index -6 is out of bounds for axis 0 with size 5
