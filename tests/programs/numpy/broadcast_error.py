import numpy as np

def add(a, b):
    try:
        return a + b
    except ValueError as error:
        return str(error)

print(add(np.zeros(3), np.zeros(4)))
# expect: operands could not be broadcast together with shapes (3,) (4,)
print(add(np.zeros((2, 3)), np.zeros((3, 2))))
# expect: operands could not be broadcast together with shapes (2,3) (3,2)
print(add(np.zeros((2, 3)), np.zeros(3)).shape)  # expect: (2, 3)
