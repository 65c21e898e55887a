from contextlib import nullcontext

def f():
    with nullcontext(5) as x:
        def g():
            return x + 1
    return g(), x

print(f())  # expect: (6, 5)
