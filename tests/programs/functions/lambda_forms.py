print((lambda: 1)())  # expect: 1
print((lambda x, y=2, *a, k=5, **kw: (x, y, a, k, kw))(1, 3, 4, z=6))
# expect: (1, 3, (4,), 5, {'z': 6})
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x + 1, lambda x: x * 10)(4))  # expect: 41
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)))  # expect: ['ccc', 'bb', 'a']
