for i, (name, *marks) in enumerate([("ann", 1, 2), ("bob",)]):
    print(i, name, marks)
# expect: 0 ann [1, 2]
# expect: 1 bob []
for a, b in {"x": 1, "y": 2}.items():
    print(a, b)
# expect: x 1
# expect: y 2
for [p, q] in ["ab", (1, 2)]:
    print(p, q)
# expect: a b
# expect: 1 2
