class Trie:
    def __init__(self):
        self.children = {}
        self.end = False
    def add(self, word):
        node = self
        for c in word:
            node = node.children.setdefault(c, Trie())
        node.end = True
    def words(self, prefix=""):
        if self.end:
            yield prefix
        for c, child in sorted(self.children.items()):
            yield from child.words(prefix + c)

trie = Trie()
for word in "tea ten to inn in".split():
    trie.add(word)
print(list(trie.words()), list(trie.children["t"].words("t")))
# expect: ['in', 'inn', 'tea', 'ten', 'to'] ['tea', 'ten', 'to']
