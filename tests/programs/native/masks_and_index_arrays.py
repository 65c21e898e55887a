import numpy as np

def clip_above(a, top):
    a[a > top] = top
    return a[a != 0], (a == top).sum()

def permute(a, order):
    b = a[order]
    b[order] = a
    a[order[:2]] += 10
    return b

print(clip_above(np.array([5, 0, 9, 2]), 4))  # expect: (array([4, 4, 2]), np.int64(2))
a = np.array([1, 2, 3, 4])
print(permute(a, np.array([2, 0, 3, 1])), a)  # expect: [2 4 1 3] [11  2 13  4]
a[[0, 0, 0]] += 1
print(a)  # expect: [12  2 13  4]
permute(a, np.array([0, 1, -1, 4]))
# expect-error: N5003 at 8:9 IndexError: index 4 is out of bounds for axis 0 with size 4
