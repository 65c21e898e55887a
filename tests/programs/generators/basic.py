def count(n):
    i = 0
    while i < n:
        yield i
        i += 1

print(list(count(4)), sum(count(5)), [*count(2)])  # expect: [0, 1, 2, 3] 10 [0, 1]
a, b, c = count(3)
print(a, b, c)  # expect: 0 1 2
