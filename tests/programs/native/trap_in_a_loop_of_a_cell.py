import numpy as np

a = np.array([1, 2, 3])
total = 0
try:
    for k in range(10):
        total += int(a[k])
except IndexError:
    print(k, total)  # expect: 3 6

values = [4, 2, 0, 1]
quotients = np.zeros(4)
try:
    for k, v in enumerate(values):
        quotients[k] = 8 / v
except ZeroDivisionError as error:
    print(k, quotients, error)  # expect: 2 [2. 4. 0. 0.] division by zero

for k in range(4):
    last = a[k]
# expect-error: N5003 at 20:12 IndexError: index 3 is out of bounds for axis 0 with size 3
