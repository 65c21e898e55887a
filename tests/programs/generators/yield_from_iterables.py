def chain(*iterables):
    for iterable in iterables:
        yield from iterable

print(list(chain("ab", [1, 2], range(2), {"k": 0}, (x * x for x in (3, 4)))))
# expect: ['a', 'b', 1, 2, 0, 1, 'k', 9, 16]
