def total(first, *rest):
    return first, rest, first + sum(rest)

print(total(1))  # expect: (1, (), 1)
print(total(1, 2, 3))  # expect: (1, (2, 3), 6)
print(total(*range(5)))  # expect: (0, (1, 2, 3, 4), 10)
print(total(*[1], 2, *(3, 4)))  # expect: (1, (2, 3, 4), 10)
