x = 3
print(eval("x * 2 + y", {"x": 1, "y": 10}), eval("x + 1"))  # expect: 12 4
exec("z = x + 1")
print(z)  # expect: 4
scope = {}
exec("def f(n):\n    return n + 1\nr = f(2)", scope)
print(scope["r"])  # expect: 3
