def rows(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [a + b for a, b in zip([0] + row, row + [0])]

for row in rows(6):
    print(" ".join(map(str, row)).center(12).rstrip())
# expect:      1
# expect:     1 1
# expect:    1 2 1
# expect:   1 3 3 1
# expect:  1 4 6 4 1
# expect: 1 5 10 10 5 1
