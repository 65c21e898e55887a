# diverges: D001
def power(a, b):
    return a ** b

print(power(2, 62))  # expect: 4611686018427387904
print(power(2, -1))  # expect: 0.5
print(power(2, 63))
# expect-error: N5001 at 3:12
