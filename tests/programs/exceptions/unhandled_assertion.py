def mean(values):
    assert len(values) > 0, "no values"
    return sum(values) / len(values)

for values in ([1, 3], []):
    print(mean(values))
# expect: 2.0
# expect-error: N5010 at 2:12 AssertionError: no values
