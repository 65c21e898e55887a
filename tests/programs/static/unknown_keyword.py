def f(a, b=1):
    return a

f(1, bb=2)
# expect-error: N2004 at 4:1 TypeError: f() got an unexpected keyword argument 'bb'
