data = iter([3, 5, 0, 7])
print(list(iter(lambda: next(data), 0)))  # expect: [3, 5]
print(next(data), next(data, "none left"))  # expect: 7 none left
