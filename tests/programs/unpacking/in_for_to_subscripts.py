d = {}
for d["i"], d["c"] in enumerate("xy"):
    print(d)
# expect: {'i': 0, 'c': 'x'}
# expect: {'i': 1, 'c': 'y'}
seen = [None]
for seen[0] in range(3):
    pass
print(seen)  # expect: [2]
