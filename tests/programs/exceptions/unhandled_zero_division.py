def rates(pairs):
    for done, seconds in pairs:
        yield done / seconds

for rate in rates([(10, 4), (3, 0)]):
    print(rate)
# expect: 2.5
# expect-error: N5002 at 3:15 ZeroDivisionError: division by zero
