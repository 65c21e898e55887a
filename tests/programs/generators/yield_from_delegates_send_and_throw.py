def inner():
    received = []
    try:
        while True:
            received.append((yield len(received)))
    except ValueError:
        return received

def outer():
    result = yield from inner()
    yield result

g = outer()
print(next(g), g.send("a"), g.send("b"))  # expect: 0 1 2
print(g.throw(ValueError))  # expect: ['a', 'b']
