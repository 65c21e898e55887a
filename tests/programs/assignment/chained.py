a = b = c = []
a.append(1)
print(b, c, a is c)  # expect: [1] [1] True
x = y = 5
x += 1
print(x, y)  # expect: 6 5
d = {}
d["a"] = d["b"] = [0]
d["a"].append(1)
print(d)  # expect: {'a': [0, 1], 'b': [0, 1]}
