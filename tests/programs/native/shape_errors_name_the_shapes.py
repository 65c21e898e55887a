import numpy as np

def add(a, b):
    return a + b

def store(a, b):
    a[1:] = b
    return a

for shape in ((3,), (1, 4), (2, 3)):
    try:
        print(add(np.ones(4), np.ones(shape)).shape)
    except ValueError as error:
        print(error)
# expect: operands could not be broadcast together with shapes (4,) (3,)
# expect: (1, 4)
# expect: operands could not be broadcast together with shapes (4,) (2,3)
try:
    store(np.zeros(3), np.arange(3))
except ValueError as error:
    print(error)  # expect: could not broadcast input array from shape (3,) into shape (2,)
