# The inner else with continue, the outer break: the usual way out of two loops.
for i in range(2, 10):
    for j in range(2, 10):
        if i * j == 42:
            break
    else:
        continue
    break
print(i, j)  # expect: 6 7
