def f():
    x = 1
    del x
    try:
        return x
    except UnboundLocalError as error:
        return type(error).__name__

print(f())  # expect: UnboundLocalError
value = 5
del value
try:
    value
except NameError as error:
    print(error)
# expect: name 'value' is not defined
