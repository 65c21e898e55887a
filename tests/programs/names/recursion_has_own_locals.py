def f(n):
    me = n
    if n:
        f(n - 1)
    return me

print(f(5))  # expect: 5
