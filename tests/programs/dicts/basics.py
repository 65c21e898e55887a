d = {"a": 1, "b": 2}
d["c"] = 3
print(d["a"], d.get("z"), d.get("z", 0), "b" in d, len(d), list(d), list(d.values()))
# expect: 1 None 0 True 3 ['a', 'b', 'c'] [1, 2, 3]
print(d.pop("a"), d.pop("zz", None), d.setdefault("n", []), d.setdefault("b", 9), d)
# expect: 1 None [] 2 {'b': 2, 'c': 3, 'n': []}
d.update(b=20, e=5)
d |= {"f": 6}
print(d, d | {"b": 0}, {**d, "x": 1} == d, d.popitem())
# expect: {'b': 20, 'c': 3, 'n': [], 'e': 5} {'b': 0, 'c': 3, 'n': [], 'e': 5, 'f': 6} False ('f', 6)
