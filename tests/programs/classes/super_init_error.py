class Base:
    def __init__(self, name):
        self.name = name.upper()

class Child(Base):
    def __init__(self, name):
        super().__init__(name)

for name in ("ann", 5):
    print(Child(name).name)
# expect: ANN
# expect-error: N5007 at 3:21 AttributeError: 'int' object has no attribute 'upper'
