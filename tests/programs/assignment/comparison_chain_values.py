# A chain gives the value of the comparison that ended it.
class Odd:
    def __init__(self, name):
        self.name = name
    def __lt__(self, other):
        return f"{self.name}<{other.name}"
    def __gt__(self, other):
        return ""

a, b, c = Odd("a"), Odd("b"), Odd("c")
print(a < b < c, repr(a > b < c), (a < b) and 3)  # expect: b<c '' 3
