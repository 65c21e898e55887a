# Each wrong call raises TypeError with CPython's message.
def f(a, b, *, c=0):
    return a + b + c

for args, kwargs in [((1,), {}), ((1, 2, 3), {}), ((1, 2), {"d": 1}), ((1, 2), {"a": 1}), ((), {})]:
    try:
        f(*args, **kwargs)
    except TypeError as error:
        print(error)
# expect: f() missing 1 required positional argument: 'b'
# expect: f() takes 2 positional arguments but 3 were given
# expect: f() got an unexpected keyword argument 'd'
# expect: f() got multiple values for argument 'a'
# expect: f() missing 2 required positional arguments: 'a' and 'b'
