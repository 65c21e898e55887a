# diverges: D001
def total(values):
    result = 0
    for v in values:
        result = result + v
    return result

print(total([1, 2, 3]))  # expect: 6
print(total([9223372036854775807, 1]))
# expect-error: N5001 at 5:18
