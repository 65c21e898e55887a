a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a <= {1, 2, 3, 4}, a.isdisjoint({9}), 3 in a, {1, 2} < a)
# expect: {1, 2, 3, 4} {3} {1, 2} {1, 2, 4} True True True True
a.add(9); a.discard(1); a.discard(77)
print(sorted(a), len(a), set() == {*()}, sorted(a.union([5], (6,))), a > {2, 3})
# expect: [2, 3, 9] 3 True [2, 3, 5, 6, 9] True
a |= {10}; a &= {2, 10, 11}; a ^= {2}
print(a, frozenset([1, 2]) == {2, 1}, {frozenset({1})} == {frozenset([1])})
# expect: {10} True True
try:
    a.remove(5)
except KeyError as error:
    print(repr(error))
# expect: KeyError(5)
