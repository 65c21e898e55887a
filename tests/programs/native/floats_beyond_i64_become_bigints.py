def whole(x):
    return int(x)

print(whole(1e19), whole(9223372036854775808.0))  # expect: 10000000000000000000 9223372036854775808
print(whole(-1e19), whole(5.5))  # expect: -10000000000000000000 5
