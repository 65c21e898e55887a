if (n := len("hello")) > 3:
    print(n)
# expect: 5
while (n := n - 2) > 0:
    print("n is", n)
# expect: n is 3
# expect: n is 1
print(y := 3, (a := 1) + (b := 2), a, b, y)  # expect: 3 3 1 2 3
print([last := x for x in range(3)], last)  # expect: [0, 1, 2] 2
