# diverges: D001
# The smallest i64 has no positive counterpart.
smallest = -9223372036854775808

def negative(n):
    return -n

def divided(n, by):
    return n // by

print(negative(7), divided(-7, 2))  # expect: -7 -4
for f in (lambda: negative(smallest), lambda: divided(smallest, -1)):
    try:
        f()
    except OverflowError as error:
        print(type(error).__name__)
# expect: OverflowTrap
# expect: OverflowTrap
