a, b = 1, 2
a, b = b, a
print(a, b)  # expect: 2 1
a, b, c = b, a + b, a
print(a, b, c)  # expect: 1 3 2
