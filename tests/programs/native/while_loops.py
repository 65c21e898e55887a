# diverges: D001
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    else:
        steps = -steps
    return steps

def first_power_above(limit, base):
    p = 1
    while True:
        p *= base
        if p > limit:
            break
    else:
        return -1
    return p

def digits(n):
    s = 0
    while n:
        n, d = divmod(n, 10)
        if d == 7:
            continue
        s += d
    return s

print(collatz(27))  # expect: -111
print(first_power_above(10**18, 10))
# expect-error: N5001 at 14:9
