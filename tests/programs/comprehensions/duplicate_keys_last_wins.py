print({x % 3: x for x in range(7)})  # expect: {0: 6, 1: 4, 2: 5}
print({"a": 1, "b": 2, "a": 3})  # expect: {'a': 3, 'b': 2}
