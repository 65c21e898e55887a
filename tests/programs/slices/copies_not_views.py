# A list's slice is a copy.
a = [[1], 2, 3]
b = a[:]
b[1] = "changed"
b[0].append("shared")
print(a, b)  # expect: [[1, 'shared'], 2, 3] [[1, 'shared'], 'changed', 3]
