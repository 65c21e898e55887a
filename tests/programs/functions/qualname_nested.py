def outer():
    def inner():
        pass
    class Local:
        def method(self):
            return lambda: None
    return inner, Local, Local().method()

inner, local, anonymous = outer()
print(inner.__qualname__)  # expect: outer.<locals>.inner
print(local.__qualname__, local.method.__qualname__)
# expect: outer.<locals>.Local outer.<locals>.Local.method
print(anonymous.__qualname__, anonymous.__name__)
# expect: outer.<locals>.Local.method.<locals>.<lambda> <lambda>
