def g():
    x = (yield 1) + (yield 2)
    y = [(yield 3), (yield 4)]
    yield x, y

it = g()
print(next(it), it.send(10), it.send(20), it.send("a"), it.send("b"))
# expect: 1 2 3 4 (30, ['a', 'b'])
