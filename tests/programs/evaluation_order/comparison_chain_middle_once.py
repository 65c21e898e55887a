def v(x):
    print(x, end=" ")
    return x

print(v(1) < v(5) < v(3) < v(9))  # expect: 1 5 3 False
print(v(1) <= v(1) != v(2) in v([2]))  # expect: 1 1 2 [2] True
