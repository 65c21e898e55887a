def square(x):
    return x * x

print(square(1e200), square(1e10), square(2.0**32), square(-3))
# expect: inf 1e+20 1.8446744073709552e+19 9
