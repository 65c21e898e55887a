def f(a, b=1):
    return a + b

print(f(1, 2, 3))
# expect-error: N2004 at 4:7 TypeError: f() takes from 1 to 2 positional arguments but 3 were given
