t = (1, "a", [2])
t[2].append(3)
print(t, t + (4,), t * 2, (1,) == (1,), () < (0,), t.count(1), t.index("a"))
# expect: (1, 'a', [2, 3]) (1, 'a', [2, 3], 4) (1, 'a', [2, 3], 1, 'a', [2, 3]) True True 1 1
print(len(()), 1 in t, hash((1, 2)) == hash((1, 2)))  # expect: 0 True True
target = [t][0]
try:
    target[0] = 5
except TypeError as error:
    print(error)
# expect: 'tuple' object does not support item assignment
