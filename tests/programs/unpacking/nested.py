(a, b), c = [1, 2], 3
[d, [e, *f]] = "x", "yzw"
((g,), h), *i = ((1,), 2), 3, 4
print(a, b, c, d, e, f, g, h, i)  # expect: 1 2 3 x y ['z', 'w'] 1 2 [3, 4]
