def compare(i, x):
    return i < x, i == x, i > x

print(compare(2**53 + 1, 2.0**53))  # expect: (False, False, True)
print(compare(2**63 - 1, 2.0**63))  # expect: (True, False, False)
print(compare(-(2**63), -(2.0**63)))  # expect: (False, True, False)
print(compare(3, float("nan")), compare(0, -0.0))  # expect: (False, False, False) (False, True, False)
