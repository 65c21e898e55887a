from functools import cached_property, singledispatchmethod

class Data:
    def __init__(self, values):
        self.values = values
    @cached_property
    def total(self):
        print("computing")
        return sum(self.values)
    @singledispatchmethod
    def show(self, x):
        return "something"
    @show.register
    def _(self, x: int):
        return "int"
    @show.register(str)
    def _(self, x):
        return "str"

d = Data([1, 2, 3])
print(d.total, d.total, d.show(1), d.show("a"), d.show(1.5))
# expect: computing
# expect: 6 6 int str something
