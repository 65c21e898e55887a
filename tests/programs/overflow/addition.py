# diverges: D001
# The largest i64 plus one does not fit: an error, where Python goes on with a bigger number.
def grow(n):
    return n + 1

print(grow(41))  # expect: 42
print(grow(9223372036854775806))  # expect: 9223372036854775807
print(grow(9223372036854775807))
# expect-error: N5001 at 4:12
