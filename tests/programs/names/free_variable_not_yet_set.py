def f():
    def g():
        return later
    try:
        g()
    except NameError as error:
        print(error)
    later = 3
    return g()

print(f())
# expect: cannot access free variable 'later' where it is not associated with a value in enclosing scope
# expect: 3
