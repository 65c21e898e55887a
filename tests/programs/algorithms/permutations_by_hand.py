def permutations(items):
    if not items:
        yield []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [item, *rest]

def subsets(items):
    return [[x for i, x in enumerate(items) if mask >> i & 1] for mask in range(1 << len(items))]

print(["".join(p) for p in permutations(list("abc"))])
# expect: ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']
print(subsets([1, 2, 3]))  # expect: [[], [1], [2], [1, 2], [3], [1, 3], [2, 3], [1, 2, 3]]
