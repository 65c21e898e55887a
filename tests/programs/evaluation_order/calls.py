def v(x):
    print(x, end=" ")
    return x

def f(*args, **kwargs):
    return len(args) + len(kwargs)

print((v(f))(v(1), *[v(2)], v(3), a=v(4), **{"b": v(5)}, c=v(6)) if False else "")  # expect:
print(f(v(1), *[v(2)], v(3), a=v(4), **{"b": v(5)}, c=v(6)))  # expect: 1 2 3 4 5 6 6
