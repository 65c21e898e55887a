def shifted(a, n):
    return a << n, a >> n

print(shifted(5, 3), shifted(-5, 1))  # expect: (40, 0) (-10, -3)
print(-1 >> 100, 2**62 >> 200, -(2**63) >> 63)  # expect: -1 0 -1

def bits(n):
    count = 0
    while n:
        count += n & 1
        n >>= 1
    return count

print(bits(2**63 - 1), bits(0b1011))  # expect: 63 3
shifted(1, -1)
# expect-error: N5006 at 2:12 ValueError: negative shift count
