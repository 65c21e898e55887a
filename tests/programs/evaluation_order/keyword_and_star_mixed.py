def v(x):
    print(x, end=" ")
    return x

def f(*args, **kwargs):
    print("|", args, kwargs)

f(k=v(1), *v([2]), m=v(3))  # expect: [2] 1 3 | (2,) {'k': 1, 'm': 3}
f(v(1), *v([2]), k=v(3), *v([4]), **v({"z": 5}))
# expect: 1 [2] [4] 3 {'z': 5} | (1, 2, 4) {'k': 3, 'z': 5}
