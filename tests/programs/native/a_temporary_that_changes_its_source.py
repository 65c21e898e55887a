import numpy as np

def late(a):
    t = a + 1
    a[:] = 0
    return t, a

def twice(a):
    t = a * 2
    a[0] = 100
    u = t + a
    t[1] = -1
    return t, u

print(late(np.arange(3)))  # expect: (array([1, 2, 3]), array([0, 0, 0]))
print(twice(np.arange(3)))  # expect: (array([ 0, -1,  4]), array([100,   3,   6]))
