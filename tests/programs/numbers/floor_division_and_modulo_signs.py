for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2)):
    print(a // b, a % b, divmod(a, b), a / b, (a // b) * b + a % b == a)
# expect: 3 1 (3, 1) 3.5 True
# expect: -4 1 (-4, 1) -3.5 True
# expect: -4 -1 (-4, -1) -3.5 True
# expect: 3 -1 (3, -1) 3.5 True
print(7.5 // 2, -7.5 // 2, -7.5 % 2, 7.5 % -2, 5 % 1.5, -1 // 10, -1 % 10, 0 % -5)
# expect: 3.0 -4.0 0.5 -0.5 0.5 -1 9 0
