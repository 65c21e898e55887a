print([x for x in range(20) if x % 2 == 0 if x % 3 == 0])  # expect: [0, 6, 12, 18]
print([x if x % 2 else "even" for x in range(4)])  # expect: ['even', 1, 'even', 3]
print({k: v for k, v in zip("abc", [1, 0, 2]) if v})  # expect: {'a': 1, 'c': 2}
