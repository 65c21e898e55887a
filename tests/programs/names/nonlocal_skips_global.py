def f():
    x = 1
    def g():
        def h():
            nonlocal x
            x += 10
            return x
        return h
    h = g()
    return h(), h(), x

print(f())  # expect: (11, 21, 21)
