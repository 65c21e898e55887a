from dataclasses import asdict, dataclass, field, replace

@dataclass(order=True)
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list, compare=False)

    @property
    def label(self):
        return f"{self.name} at {self.price}"

a = Item("apple")
b = Item("pear", 2.5, ["green"])
print(a, b.label, a == Item("apple"), a < b, asdict(b), replace(a, price=3))
# expect: Item(name='apple', price=1.0, tags=[]) pear at 2.5 True True {'name': 'pear', 'price': 2.5, 'tags': ['green']} Item(name='apple', price=3, tags=[])
