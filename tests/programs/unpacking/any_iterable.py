def gen():
    yield 1
    yield 2

a, b = gen()
c, d = {"k": 1, "m": 2}
e, f = map(str, (3, 4))
g, h = b"hi"
print(a, b, c, d, e, f, g, h)  # expect: 1 2 k m 3 4 104 105
