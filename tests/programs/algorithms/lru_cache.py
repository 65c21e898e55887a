from collections import OrderedDict

class Cache:
    def __init__(self, size):
        self.size = size
        self.items = OrderedDict()
    def get(self, key, make):
        if key in self.items:
            self.items.move_to_end(key)
            return self.items[key], "hit"
        value = self.items[key] = make(key)
        if len(self.items) > self.size:
            self.items.popitem(last=False)
        return value, "miss"

cache = Cache(2)
for key in (1, 2, 1, 3, 2):
    print(key, *cache.get(key, lambda k: k * k))
# expect: 1 1 miss
# expect: 2 4 miss
# expect: 1 1 hit
# expect: 3 9 miss
# expect: 2 4 miss
