def attempt(values):
    try:
        a, b = values
        print(a, b)
    except (TypeError, ValueError) as error:
        print(error)

attempt([1])  # expect: not enough values to unpack (expected 2, got 1)
attempt([1, 2, 3])  # expect: too many values to unpack (expected 2)
attempt([])  # expect: not enough values to unpack (expected 2, got 0)
attempt(5)  # expect: cannot unpack non-iterable int object
try:
    a, *b, c = [1][:]
except ValueError as error:
    print(error)
# expect: not enough values to unpack (expected at least 2, got 1)
