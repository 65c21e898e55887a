def v(x):
    print("v", x)
    return x

print(v(1) < v(2) < v(3))
# expect: v 1
# expect: v 2
# expect: v 3
# expect: True
print(v(3) < v(2) < v(1))
# expect: v 3
# expect: v 2
# expect: False
print(1 < 3 > 2, 1 == 1.0 == True, 5 in [5] == True, 1 < 2 < 3 < 4 > 0)
# expect: True True False True
