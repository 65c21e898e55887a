# diverges: D001
def below(n):
    return n - 1

print(below(0))  # expect: -1
print(below(-9223372036854775808))
# expect-error: N5001 at 3:12
