class Tree:
    def __init__(self):
        self.root = None
    def insert(self, key):
        def go(node):
            if node is None:
                return [None, key, None]
            node[0 if key < node[1] else 2] = go(node[0 if key < node[1] else 2])
            return node
        self.root = go(self.root)
        return self
    def __iter__(self):
        def go(node):
            if node:
                yield from go(node[0])
                yield node[1]
                yield from go(node[2])
        return go(self.root)
    def depth(self, node=...):
        node = self.root if node is ... else node
        return 0 if node is None else 1 + max(self.depth(node[0]), self.depth(node[2]))

tree = Tree()
for key in (5, 2, 8, 1, 9, 3):
    tree.insert(key)
print(list(tree), tree.depth())  # expect: [1, 2, 3, 5, 8, 9] 3
