def v(x):
    print(x, end=" ")
    return x

print(v(1) + v(2) * v(3) - v(4))  # expect: 1 2 3 4 3
print(v(2) ** v(3) ** v(0), -v(5), not v(0))  # expect: 2 3 0 5 0 2 -5 True
print(v(1) < v(2), v(1) << v(2), [v(1)] + [v(2)])  # expect: 1 2 1 2 1 2 True 4 [1, 2]
