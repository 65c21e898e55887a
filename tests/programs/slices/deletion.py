s = list(range(8))
del s[1:3]
print(s)  # expect: [0, 3, 4, 5, 6, 7]
del s[::2]
print(s)  # expect: [3, 5, 7]
del s[-1], s[:1]
print(s)  # expect: [5]
del s[:]
print(s)  # expect: []
