log = []
for i in range(5):
    if i == 1:
        continue
    for j in range(5):
        if j == 3:
            break
        if j % 2:
            continue
        log.append((i, j))
    if i == 3:
        break
print(log)  # expect: [(0, 0), (0, 2), (2, 0), (2, 2), (3, 0), (3, 2)]
print(i, j)  # expect: 3 3
