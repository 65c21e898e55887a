print(abs(-3), abs(-2.5), abs(3 + 4j), divmod(17, 5), pow(2, 5), round(3.7))
# expect: 3 2.5 5.0 (3, 2) 32 4
print(round(3.14159, 2), sum(range(101)))  # expect: 3.14 5050
print(int.bit_length(255), (5).__add__(3), float.is_integer(2.0))  # expect: 8 8 True
print((2.0).is_integer(), hash(5), hash(5.0))  # expect: True 5 5
print(max(range(5)), len(range(0, 100, 7)), 14 in range(0, 100, 7))  # expect: 4 15 True
print(range(3) == range(0, 3, 1), range(5)[-1])  # expect: True 4
