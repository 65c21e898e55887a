class Outer:
    x = 1
    class Inner:
        y = 2
        class Deep:
            pass
    def make(self):
        return self.Inner()

print(Outer.Inner.y, Outer().make().y, Outer.Inner.Deep.__qualname__, hasattr(Outer.Inner, "x"))
# expect: 2 2 Outer.Inner.Deep False
