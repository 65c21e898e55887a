print(list(range(4)), list(range(2, 5)), list(range(10, 0, -3)), list(range(3, 3)))
# expect: [0, 1, 2, 3] [2, 3, 4] [10, 7, 4, 1] []
for i in range(5, 0, -2):
    print(i, end=";")
# expect: 5;3;1;
print()
for i in range(-3, 3, 2):
    print(i, end=";")
# expect: -3;-1;1;
print()
