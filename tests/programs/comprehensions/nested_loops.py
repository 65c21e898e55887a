print([(x, y) for x in range(3) for y in range(x)])  # expect: [(1, 0), (2, 0), (2, 1)]
print([y for row in [[1, 2], [3]] for y in row])  # expect: [1, 2, 3]
print([x + y for x in "ab" if x != "b" for y in "cd" if y])  # expect: ['ac', 'ad']
