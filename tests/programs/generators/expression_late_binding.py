factor = 2
g = (x * factor for x in [1, 2, 3])
factor = 10
print(list(g), list(g))  # expect: [10, 20, 30] []
