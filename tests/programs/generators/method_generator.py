class Matrix:
    def __init__(self, rows):
        self.rows = rows
    def __iter__(self):
        for row in self.rows:
            yield from row
    def columns(self):
        yield from zip(*self.rows)

m = Matrix([[1, 2], [3, 4]])
print(list(m), list(m.columns()), sum(m), 3 in m)
# expect: [1, 2, 3, 4] [(1, 3), (2, 4)] 10 True
