def count(lo, hi, step):
    seen = 0
    last = 0
    for k in range(lo, hi, step):
        seen += 1
        last = k
    return seen, last

top = 2**63 - 1
print(count(top - 3, top, 1))  # expect: (3, 9223372036854775806)
print(count(top - 3, top, 2))  # expect: (2, 9223372036854775806)
print(count(-top - 1, -top + 1, 1))  # expect: (2, -9223372036854775807)
print(count(-top + 4, -top - 1, -3))  # expect: (2, -9223372036854775806)
print(count(-top, top, top))  # expect: (2, 0)
print(count(top, -top - 1, -top - 1))  # expect: (2, -1)
