class Bag:
    items = []
    count = 0
    def add(self, item):
        self.items.append(item)
        self.count += 1

a, b = Bag(), Bag()
a.add(1)
b.add(2)
print(a.items, b.items, a.count, b.count, Bag.count)  # expect: [1, 2] [1, 2] 1 1 0
