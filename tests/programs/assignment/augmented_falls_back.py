class Number:
    def __init__(self, n):
        self.n = n
    def __add__(self, other):
        return Number(self.n + other)
    def __isub__(self, other):
        self.n -= other
        return self

a = b = Number(5)
a += 1
print(a.n, b.n, a is b)  # expect: 6 5 False
a = b
a -= 1
print(a.n, b.n, a is b)  # expect: 4 4 True
