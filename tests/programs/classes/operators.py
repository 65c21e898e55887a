class V:
    def __init__(self, *c):
        self.c = c
    def __add__(self, other):
        return V(*(a + b for a, b in zip(self.c, other.c)))
    def __mul__(self, k):
        return V(*(a * k for a in self.c))
    __rmul__ = __mul__
    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.c, other.c))
    def __neg__(self):
        return self * -1
    def __eq__(self, other):
        return self.c == other.c
    def __repr__(self):
        return f"V{self.c}"

a, b = V(1, 2), V(3, 4)
print(a + b, a * 3, 3 * a, a @ b, -a, a == V(1, 2), a != b)
# expect: V(4, 6) V(3, 6) V(3, 6) 11 V(-1, -2) True True
a += b
print(a)  # expect: V(4, 6)
