class L:
    def __add__(self, other):
        print("L add", end=" ")
        return NotImplemented

class R:
    def __radd__(self, other):
        print("R radd", end=" ")
        return "done"

class S(L):
    def __radd__(self, other):
        print("S radd", end=" ")
        return "subclass first"

print(L() + R())  # expect: L add R radd done
print(L() + S())  # expect: S radd subclass first
try:
    L() + L()
except TypeError as error:
    print(error)
# expect: L add unsupported operand type(s) for +: 'L' and 'L'
