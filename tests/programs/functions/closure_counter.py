def counter(start):
    count = start
    def step(by=1):
        nonlocal count
        count += by
        return count
    return step

a = counter(0)
b = counter(10)
print(a(), a(), a(5))  # expect: 1 2 7
print(b(), a(), b(2))  # expect: 11 8 13
