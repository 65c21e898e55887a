import numpy as np

def sqrt_of(a):
    for k in range(len(a)):
        assert a[k] >= 0, "negative"
        a[k] = a[k] ** 0.5
    return a

def check(x, n):
    if n < 0:
        raise ValueError("n must not be negative")
    while n:
        n -= 1
        x = x / 2
        if x < 1:
            raise ArithmeticError
    return x

print(sqrt_of(np.array([4.0, 9.0])), check(8.0, 2))  # expect: [2. 3.] 2.0
a = np.array([16.0, -1.0])
try:
    sqrt_of(a)
except AssertionError as error:
    print(error, a)  # expect: negative [ 4. -1.]
try:
    check(1, 1)
except ArithmeticError as error:
    print(repr(error))  # expect: ArithmeticError()
check(1, -1)
# expect-error: N5006 at 11:9 ValueError: n must not be negative
