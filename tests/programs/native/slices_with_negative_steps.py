import numpy as np

def parts(a):
    return a[::-1], a[-2::-2], a[5:1:-1], a[100:-100:-3], a[:0:-1], a[3:3]

print(*parts(np.arange(6)))
# expect: [5 4 3 2 1 0] [4 2 0] [5 4 3 2] [5 2] [5 4 3 2 1] []

def cut(a, i, j, k):
    return a[i:j:k].sum()

print(cut(np.arange(10), 8, None, -3), cut(np.arange(10), -3, 99, 1))  # expect: 15 24
cut(np.arange(3), 0, 3, 0)
# expect-error: N5006 at 10:12 ValueError: slice step cannot be zero
