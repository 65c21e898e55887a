x, y, z = 1, [1, 2, 3], {"a": 1, "b": 2}
del x, y[0], z["a"]
print(y, z, "x" in globals())  # expect: [2, 3] {'b': 2} False
class C:
    pass
c = C()
c.a = c.b = 1
del c.a, (c.b)
print(c.__dict__)  # expect: {}
del (y, [z])
print("y" in globals(), "z" in globals())  # expect: False False
