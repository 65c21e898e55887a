class Poly:
    def __init__(self, *c):
        self.c = c
    def __call__(self, x):
        return sum(k * x ** i for i, k in enumerate(self.c))
    def __int__(self):
        return self.c[0]
    def __float__(self):
        return float(self.c[0]) + 0.5
    def __index__(self):
        return 1
    def __bool__(self):
        return any(self.c)
    def __hash__(self):
        return 7

p = Poly(3, 0, 2)
print(p(2), int(p), float(p), [10, 20][p], bool(p), not Poly(0), hash(p), hex(p))
# expect: 11 3 3.5 20 True True 7 0x1
