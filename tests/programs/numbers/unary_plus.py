x = True
print(+x)  # expect: 1
print(+2.5, +(-3))  # expect: 2.5 -3


class Loud:
    def __pos__(self):
        return "plus"


print(+Loud())  # expect: plus
