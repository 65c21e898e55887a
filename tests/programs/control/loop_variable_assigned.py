# Assigning to the loop variable does not change the iteration.
for i in range(4):
    print(i, end=" ")
    i = i + 10
# expect: 0 1 2 3 13
print(i)
