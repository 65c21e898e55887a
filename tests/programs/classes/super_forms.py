class A:
    kind = "A"
    @classmethod
    def make(cls):
        return "made " + cls.__name__
    def f(self):
        return "A.f"

class B(A):
    kind = "B"
    @classmethod
    def make(cls):
        return super().make() + "!"
    def f(self):
        g = lambda: super(B, self).f()
        return [super().f() for _ in [0]] if False else g(), super(B, self).kind, __class__.__name__

print(B.make(), B().f())  # expect: made B! ('A.f', 'A', 'B')
