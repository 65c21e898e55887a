# diverges: D001
def square(n):
    return n * n

for n in (3, 2**31, 2**32):
    try:
        print(square(n))
    except OverflowError:
        print(n, "is too large")
# expect: 9
# expect: 4611686018427387904
# expect: 4294967296 is too large
