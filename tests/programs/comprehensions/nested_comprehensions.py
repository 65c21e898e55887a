table = [[i * j for j in range(1, 4)] for i in range(1, 4)]
print(table)  # expect: [[1, 2, 3], [2, 4, 6], [3, 6, 9]]
print([[row[i] for row in table] for i in range(3)])  # expect: [[1, 2, 3], [2, 4, 6], [3, 6, 9]]
print({i: [j for j in range(i) if i % (j or 1) == 0] for i in range(1, 5)})
# expect: {1: [0], 2: [0, 1], 3: [0, 1], 4: [0, 1, 2]}
