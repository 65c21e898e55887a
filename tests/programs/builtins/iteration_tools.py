print(list(enumerate("ab", 1)), list(zip([1, 2, 3], "ab")))
# expect: [(1, 'a'), (2, 'b')] [(1, 'a'), (2, 'b')]
print(list(map(lambda a, b: a * b, [1, 2], [3, 4])))  # expect: [3, 8]
print(list(filter(None, [0, 1, "", "a"])))  # expect: [1, 'a']
print(list(filter(lambda x: x > 1, [1, 2, 3])), list(reversed([1, 2])))  # expect: [2, 3] [2, 1]
print(all([]), any([]), all([1, 0]), any([0, 1]), sum([[1], [2]], []))
# expect: True False False True [1, 2]
print(sum((0.5, 1)), min([3, 1]), max(1, 5, 3))  # expect: 1.5 1 5
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as error:
    print(error)
# expect: zip() argument 2 is longer than argument 1
