class Key:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n
    def __hash__(self):
        return hash(self.n % 10)

d = {Key(1): "a", Key(11): "b"}
print(d[Key(1)], d[Key(11)], Key(21) in d, len({Key(1), Key(1)}), Key(1) == 1)
# expect: a b False 1 False
print([Key(2)].index(Key(2)))  # expect: 0
