def f():
    x = 1
    def g():
        return x
    del x
    try:
        return g()
    except NameError as error:
        return str(error)

print(f())
# expect: cannot access free variable 'x' where it is not associated with a value in enclosing scope
