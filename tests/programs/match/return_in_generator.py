def tokens(items):
    for item in items:
        match item:
            case int(n):
                yield n
            case [*inner]:
                yield from tokens(inner)

print(list(tokens([1, [2, "x", [3]], 4])))  # expect: [1, 2, 3, 4]
