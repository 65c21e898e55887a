d = {}
for key in "cab":
    d[key] = len(d)
d["c"] = 99
del d["a"]
d["a"] = 0
print(d, list(reversed(d)), d == {"a": 0, "b": 2, "c": 99}, [*d.items()][0])
# expect: {'c': 99, 'b': 2, 'a': 0} ['a', 'b', 'c'] True ('c', 99)
