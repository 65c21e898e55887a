# diverges: D001
def shifted(n):
    return 1 << n

print(shifted(62))  # expect: 4611686018427387904
print(shifted(64))
# expect-error: N5001 at 3:12
