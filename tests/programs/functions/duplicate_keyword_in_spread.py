def f(**kw):
    return kw

options = {"a": 1}
try:
    f(a=2, **options)
except TypeError as error:
    print(str(error).split("f() ")[1])
# expect: got multiple values for keyword argument 'a'
