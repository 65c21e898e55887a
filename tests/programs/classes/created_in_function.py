def make(n):
    class Counter:
        step = n
        def __init__(self):
            self.value = 0
        def next(self):
            self.value += self.step + n
            return self.value
    return Counter

A, B = make(1), make(10)
a = A()
print(a.next(), a.next(), B().next(), A is not B, A.__qualname__)
# expect: 2 4 20 True make.<locals>.Counter
