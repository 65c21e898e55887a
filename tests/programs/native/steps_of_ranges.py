import numpy as np

def visit(n, lo, hi, step):
    seen = np.zeros(n, dtype=int)
    count = 0
    for k in range(lo, hi, step):
        count += 1
        seen[k] = count
    return seen, count

print(visit(7, 0, 7, 3))  # expect: (array([1, 0, 0, 2, 0, 0, 3]), 3)
print(visit(7, 6, -1, -2))  # expect: (array([4, 0, 3, 0, 2, 0, 1]), 4)
print(visit(7, 6, -4, -4))  # expect: (array([0, 0, 2, 0, 0, 3, 1]), 3)
print(visit(7, 5, 5, 1))  # expect: (array([0, 0, 0, 0, 0, 0, 0]), 0)
print(visit(3, 0, 3, 2**62))  # expect: (array([1, 0, 0]), 1)
try:
    visit(7, 0, 9, 4)
except IndexError as error:
    print(error)  # expect: index 8 is out of bounds for axis 0 with size 7
try:
    visit(3, 0, 1, 0)
except ValueError as error:
    print(error)  # expect: range() arg 3 must not be zero
