def f(a, b, c=1):
    return a

f(1)
# expect-error: N2004 at 4:1 TypeError: f() missing 1 required positional argument: 'b'
