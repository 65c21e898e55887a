from enum import Enum, Flag, IntEnum, auto

class Colour(Enum):
    RED = 1
    GREEN = "g"
    ALIAS = 1
    def describe(self):
        return f"{self.name}={self.value}"

class Level(IntEnum):
    LOW = auto()
    HIGH = auto()

class Perm(Flag):
    R = auto()
    W = auto()

print(Colour.RED, Colour("g"), Colour["RED"], Colour.ALIAS is Colour.RED, list(Colour))
# expect: Colour.RED Colour.GREEN Colour.RED True [<Colour.RED: 1>, <Colour.GREEN: 'g'>]
print(Colour.GREEN.describe(), Level.HIGH > Level.LOW, Level.HIGH + 1, Perm.R | Perm.W)
# expect: GREEN=g True 3 Perm.R|W
try:
    Colour(5)
except ValueError as error:
    print(error)
# expect: 5 is not a valid Colour
