def collatz(n):
    steps = 0
    while n != 1:
        n = 3 * n + 1 if n % 2 else n // 2
        steps += 1
    return steps

def digits(n):
    return [int(d) for d in str(n)]

print(max(range(1, 200), key=collatz), collatz(27), sum(digits(98765)))  # expect: 171 111 35
print([n for n in range(100, 1000) if n == sum(d ** 3 for d in digits(n))])
# expect: [153, 370, 371, 407]
