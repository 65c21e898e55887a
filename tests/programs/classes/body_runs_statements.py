class C:
    print("body runs")
    values = []
    for i in range(3):
        values.append(i * i)
    if len(values) > 2:
        big = True
    else:
        small = True
    def __init__(self):
        self.n = len(self.values)
# expect: body runs

print(C.values, C.i, C.big, hasattr(C, "small"), C().n)  # expect: [0, 1, 4] 2 True False 3
