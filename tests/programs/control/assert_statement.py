def checked(n):
    assert n > 0
    assert n < 100, f"{n} is too large"
    return n

print(checked(5))  # expect: 5
for n in (0, 200):
    try:
        checked(n)
    except AssertionError as error:
        print(repr(error))
# expect: AssertionError()
# expect: AssertionError('200 is too large')
