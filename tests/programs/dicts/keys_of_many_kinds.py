d = {1: "int", "1": "str", (1, 2): "tuple", None: "none", 2.5: "float", frozenset({1}): "set"}
d[True] = "bool is 1"
d[1.0] = "float is 1 too"
print(d[1], d[(1, 2)], d[None], d[frozenset([1])], len(d), list(d)[0])
# expect: float is 1 too tuple none set 6 1
try:
    d[[1]] = 2
except TypeError as error:
    print(error)
# expect: unhashable type: 'list'
