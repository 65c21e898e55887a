# diverges: D005
import numpy as np

def inverse(a):
    out = np.zeros(len(a))
    for k in parallel(len(a)):
        out[k] = 1 / int(a[k])
    return out

def beyond(a, n):
    for k in parallel(n):
        a[k] = k
    return a

print(inverse(np.array([1, 2, 4])))  # expect: [1.   0.5  0.25]
try:
    inverse(np.array([1, 0, 4]))
except ZeroDivisionError as error:
    print(error)  # expect: division by zero
beyond(np.zeros(3), 4)
# expect-error: N5003 at 12:9 IndexError: index 3 is out of bounds for axis 0 with size 3
