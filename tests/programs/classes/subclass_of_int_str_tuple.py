class Metres(float):
    def __new__(cls, value):
        return super().__new__(cls, value)
    def __repr__(self):
        return f"{float(self)} m"
    def __add__(self, other):
        return Metres(float(self) + other)

class Upper(str):
    def __new__(cls, text):
        return str.__new__(cls, text.upper())

class Pair(tuple):
    __slots__ = ()
    @property
    def total(self):
        return sum(self)

print(Metres(2) + 3, Metres(2) * 2, Upper("abc"), Upper("x") + "y", Pair((1, 2)).total)
# expect: 5.0 m 4.0 ABC Xy 3
