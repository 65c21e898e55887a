import numpy as np

scale = 2
table = np.array([1, 2, 3])

def scaled(n):
    s = 0
    for k in range(n):
        s += table[k] * scale
    return s

def twice(x):
    return x * 2

def through(n):
    return twice(n) + 1

print(scaled(3), through(2))  # expect: 12 5
scale = 0.5
print(scaled(3))  # expect: 3.0
table[0] = 101
print(scaled(3))  # expect: 53.0
table = np.array([1.5, 2.5])
print(scaled(2))  # expect: 2.0

def twice(x):
    return x + 0.5

print(through(2))  # expect: 3.5
del scale
try:
    scaled(1)
except NameError as error:
    print(error)  # expect: name 'scale' is not defined
