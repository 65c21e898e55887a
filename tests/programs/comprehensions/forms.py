print([x * x for x in range(5)])  # expect: [0, 1, 4, 9, 16]
print({x % 3 for x in range(10)} == {0, 1, 2})  # expect: True
print({x: x ** 2 for x in (1, 2, 3)})  # expect: {1: 1, 2: 4, 3: 9}
print(sum(x for x in range(5)), tuple(c for c in "ab"))  # expect: 10 ('a', 'b')
