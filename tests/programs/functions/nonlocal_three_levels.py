def outer():
    x = "outer"
    def middle():
        def inner():
            nonlocal x
            x = "set by inner"
        inner()
        return x
    before = x
    return before, middle(), x

print(outer())  # expect: ('outer', 'set by inner', 'set by inner')
