import numpy as np

def shift_left(a):
    for k in range(len(a)):
        a[k] = a[k + 1] * 10

a = np.arange(5)
try:
    shift_left(a)
except IndexError as error:
    print(error)
print(a)
# expect: index 5 is out of bounds for axis 0 with size 5
# expect: [10 20 30 40  4]
