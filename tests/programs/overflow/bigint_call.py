# diverges: D002
x = bigint(2)
for _ in range(7):
    x = x * x
print(x)  # expect: 340282366920938463463374607431768211456
print(bigint(10) ** 20 + 1)  # expect: 100000000000000000001
