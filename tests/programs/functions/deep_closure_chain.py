def chain(n):
    if n == 0:
        return lambda x: x
    rest = chain(n - 1)
    return lambda x: rest(x) + n

print(chain(10)(0))  # expect: 55
