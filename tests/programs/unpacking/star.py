first, *rest = [1, 2, 3]
*start, last = "abc"
a, *middle, z = range(6)
x, *empty = (1,)
print(first, rest, start, last, a, middle, z, x, empty)
# expect: 1 [2, 3] ['a', 'b'] c 0 [1, 2, 3, 4] 5 1 []
