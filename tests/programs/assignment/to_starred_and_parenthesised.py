(a) = 1
[b, (c)] = (2, 3)
(d, e), f = "xy", 4
print(a, b, c, d, e, f)  # expect: 1 2 3 x y 4
