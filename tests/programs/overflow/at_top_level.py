# diverges: D001
x = 9223372036854775807
y = x - 1
print(y)  # expect: 9223372036854775806
print(y + 2)
# expect-error: N5001 at 5:7
