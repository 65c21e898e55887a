# A store behind a return makes a name local all the same.
x = "global"

def f():
    try:
        return x
    except UnboundLocalError:
        return "local"
    x = 1

def g():
    def inner():
        return y
    if True:
        return inner
    y = 2

print(f())  # expect: local
try:
    print(g()())
except NameError as error:
    print(str(error)[:39])
# expect: cannot access free variable 'y' where i
