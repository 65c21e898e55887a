import numpy as np

def median(a):
    b = np.sort(a)
    n = len(b)
    return (b[n // 2] + b[(n - 1) // 2]) / 2, np.argsort(a)[0], np.cumsum(a)[-1]

def insertion_sort(a):
    for i in range(1, len(a)):
        x = a[i]
        j = i - 1
        while j >= 0 and a[j] > x:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = x
    return a

a = np.array([5, 1, 4, 2])
print(*median(a), a)  # expect: 3.0 1 12 [5 1 4 2]
print(insertion_sort(a), insertion_sort(np.array([np.inf, -0.0, -2.5])))  # expect: [1 2 4 5] [-2.5 -0.   inf]
print(np.sort(np.array([2.0, np.nan, 1.0])))  # expect: [ 1.  2. nan]
