def twice(x):
    return x * 2 + x

print(twice("ab"), twice([1]), twice(1.5), twice(True), twice(2))
# expect: ababab [1, 1, 1] 4.5 3 6
