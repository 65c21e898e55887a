x = 1

def f():
    global x
    del x

f()
try:
    f()
except NameError as error:
    print(error)
# expect: name 'x' is not defined
