x = 10
x += 5; x -= 3; x *= 4
print(x)  # expect: 48
x //= 5; x **= 2; x %= 17
print(x)  # expect: 13
x <<= 3; x >>= 1; x |= 3; x &= 14; x ^= 5
print(x)  # expect: 3
x /= 4
print(x)  # expect: 0.75
