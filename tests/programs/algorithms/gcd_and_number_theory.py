def gcd(a, b):
    while b:
        a, b = b, a % b
    return a

def extended(a, b):
    if b == 0:
        return a, 1, 0
    g, x, y = extended(b, a % b)
    return g, y, x - a // b * y

def factors(n):
    out, p = [], 2
    while p * p <= n:
        while n % p == 0:
            out.append(p)
            n //= p
        p += 1
    return out + [n] if n > 1 else out

print(gcd(48, 36), extended(240, 46), factors(360), factors(97), factors(2**31 - 1))
# expect: 12 (2, -9, 47) [2, 2, 2, 3, 3, 5] [97] [2147483647]
