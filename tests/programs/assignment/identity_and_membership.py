a, b = [1], [1]
print(a == b, a is b, a is not b, None is None, a in [b], 3 not in a, "el" in "hello")
# expect: True False True True True True True
print("k" in {"k": 1}, 1 in {"k": 1}, float("nan") in [float("nan")], a is not None)
# expect: True False False True
x = float("nan")
print(x in [x], x == x, [x] == [x])  # expect: True False True
