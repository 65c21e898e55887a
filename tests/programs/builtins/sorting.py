people = [("bob", 25), ("ann", 31), ("cid", 25)]
print(sorted(people), sorted(people, key=lambda p: p[1]))
# expect: [('ann', 31), ('bob', 25), ('cid', 25)] [('bob', 25), ('cid', 25), ('ann', 31)]
print(sorted(people, key=lambda p: (-p[1], p[0])))
# expect: [('ann', 31), ('bob', 25), ('cid', 25)]
print(sorted([3, 1, 2], reverse=True), sorted("bAc", key=str.lower), sorted({"b": 1, "a": 2}))
# expect: [3, 2, 1] ['A', 'b', 'c'] ['a', 'b']
from operator import itemgetter
print(sorted(people, key=itemgetter(1), reverse=True))
# expect: [('ann', 31), ('bob', 25), ('cid', 25)]
try:
    sorted([1, "a"])
except TypeError as error:
    print(error)
# expect: '<' not supported between instances of 'str' and 'int'
