import numpy as np

def report(a):
    s = 0.0
    for k in range(len(a)):
        s += a[k] * a[k]
    print("sum of squares:", s)
    m = a[0]
    for k in range(1, len(a)):
        if a[k] > m:
            m = a[k]
    print("greatest:", m, type(m).__name__)
    return s, k

print(report(np.array([3.0, -1.0, 2.0])))
# expect: sum of squares: 14.0
# expect: greatest: 3.0 float64
# expect: (np.float64(14.0), 2)
