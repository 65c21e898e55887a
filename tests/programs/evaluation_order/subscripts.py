def v(x):
    print(x, end=" ")
    return x

print(v([1, 2, 3])[v(1)], v("abcd")[v(0):v(3):v(2)])  # expect: [1, 2, 3] 1 abcd 0 3 2 2 ac
d = {}
v(d)[v("k")] = v("value")  # expect: value {} k {'k': 'value'}
print(d)
