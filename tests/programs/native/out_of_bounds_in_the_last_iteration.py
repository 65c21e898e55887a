import numpy as np

def total(a, n):
    s = 0.0
    for k in range(n):
        s += a[k]
    return s

a = np.arange(1.0, 101.0)
print(total(a, 100), total(a, 0), total(a[::2], 50))  # expect: 5050.0 0.0 2500.0
for length in (101, 100, 1000):
    try:
        print(total(a, length))
    except IndexError as error:
        print(error)
# expect: index 100 is out of bounds for axis 0 with size 100
# expect: 5050.0
# expect: index 100 is out of bounds for axis 0 with size 100
