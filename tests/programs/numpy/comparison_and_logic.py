import numpy as np

a, b = np.array([1, 2, 3]), np.array([3, 2, 1])
print(a < b, a == b, (a == b).dtype, a == "x")
# expect: [ True False False] [False  True False] bool [False False False]
print((a < 3) & (b < 3), (a < 2) | (b < 2), (a > 1) ^ (b > 1), ~(a > 1))
# expect: [False  True False] [ True False  True] [ True False  True] [ True False False]
print(np.array_equal(a, b[::-1]), np.allclose([1.0], [1.0 + 1e-9]), np.all(a == a))
# expect: True True True
try:
    if a == b:
        print("never")
except ValueError as error:
    print(error)
# expect: The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()
