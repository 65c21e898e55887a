# `+=` on a list changes it; `x = x + y` makes a new one.
a = b = [1]
a += [2]
print(b, a is b)  # expect: [1, 2] True
a = a + [3]
print(b, a)  # expect: [1, 2] [1, 2, 3]
a += "xy"
a *= 2
print(a, b)  # expect: [1, 2, 3, 'x', 'y', 1, 2, 3, 'x', 'y'] [1, 2]
