from collections import ChainMap, Counter, OrderedDict, defaultdict, deque

d = deque([1, 2, 3], maxlen=3)
d.append(4); d.appendleft(0); d.rotate(1)
print(d, Counter("hello") - Counter("l"), Counter(a=2) + Counter(a=1))
# expect: deque([3, 0, 2], maxlen=3) Counter({'h': 1, 'e': 1, 'l': 1, 'o': 1}) Counter({'a': 3})
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])  # expect: 3
tree = lambda: defaultdict(tree)
t = tree()
t["a"]["b"] = 1
o = OrderedDict(x=1, y=2)
o.move_to_end("x")
print(t["a"]["b"], list(t), list(o), defaultdict(int, {"k": 1})["new"])
# expect: 1 ['a'] ['y', 'x'] 0
