rows = [[1, 2], [3]]

def second(row):
    return row[1]

for row in rows:
    print(second(row))
# expect: 2
# expect-error: N5003 at 4:12 IndexError: list index out of range
