d = {"a": 1}
keys, values = d.keys(), d.values()
d["b"] = 2
print(list(keys), list(values), keys & {"a", "z"}, "b" in keys)
# expect: ['a', 'b'] [1, 2] {'a'} True
print(keys == {"a", "b"}, dict.fromkeys("xy", 0))  # expect: True {'x': 0, 'y': 0}
