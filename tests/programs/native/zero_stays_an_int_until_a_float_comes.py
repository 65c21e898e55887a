import numpy as np

def total(a):
    s = 0
    for k in range(len(a)):
        s += a[k] * 0.5
    return s

def mean(x, n):
    s = 0
    for k in range(n):
        s += x
    return s / n if n else s

print(total(np.arange(4)), type(total(np.arange(4))).__name__)  # expect: 3.0 float64
print(total(np.zeros(0)), type(total(np.zeros(0))).__name__)  # expect: 0 int
print(mean(2.5, 2), mean(2.5, 0), mean(3, 2))  # expect: 2.5 0 3.0
