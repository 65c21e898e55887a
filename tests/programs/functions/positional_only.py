def f(a, b=2, /, **kwargs):
    return a, b, kwargs

print(f(1))  # expect: (1, 2, {})
print(f(1, 3))  # expect: (1, 3, {})
print(f(1, a=10, b=20))  # expect: (1, 2, {'a': 10, 'b': 20})
