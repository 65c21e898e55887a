def describe(name, **options):
    return name, sorted(options.items())

print(describe("a"))  # expect: ('a', [])
print(describe("a", size=1, colour="red"))  # expect: ('a', [('colour', 'red'), ('size', 1)])
print(describe(**{"name": "b", "size": 2}))  # expect: ('b', [('size', 2)])
print(describe("c", **{"x": 1}, y=2, **{"z": 3}))
# expect: ('c', [('x', 1), ('y', 2), ('z', 3)])
