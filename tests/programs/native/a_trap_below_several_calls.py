import traceback
import numpy as np

def item(a, k):
    return a[k] * 2

def middle(a, k):
    s = 0
    for j in range(k):
        s += item(a, j)
    return s

def outer(a):
    return middle(a, 5)

try:
    outer(np.zeros(4))
except IndexError as error:
    for frame in traceback.extract_tb(error.__traceback__)[-3:]:
        print(frame.name, frame.lineno)
# expect: outer 14
# expect: middle 10
# expect: item 5
outer(np.zeros(3))
# expect-error: N5003 at 5:12 IndexError: index 3 is out of bounds for axis 0 with size 3
