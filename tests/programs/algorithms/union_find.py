def components(n, edges):
    parent = list(range(n))
    def find(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x
    for a, b in edges:
        parent[find(a)] = find(b)
    return len({find(x) for x in range(n)})

print(components(6, [(0, 1), (1, 2), (3, 4)]), components(3, []))  # expect: 3 3
