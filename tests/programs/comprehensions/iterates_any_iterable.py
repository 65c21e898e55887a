def gen():
    yield from (3, 1, 2)

print([x for x in gen()], [c for c in {"k": 1}], [b for b in b"ab"])
# expect: [3, 1, 2] ['k'] [97, 98]
print([line.strip() for line in ["a \n", " b"]], [*map(str, range(3))])
# expect: ['a', 'b'] ['0', '1', '2']
