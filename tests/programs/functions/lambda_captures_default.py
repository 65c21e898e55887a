print([f() for f in [lambda i=i: i * i for i in range(4)]])  # expect: [0, 1, 4, 9]
print([f() for f in [lambda: i for i in range(4)]])  # expect: [3, 3, 3, 3]
adders = {n: lambda x, n=n: x + n for n in (1, 10)}
print(adders[1](5), adders[10](5))  # expect: 6 15
