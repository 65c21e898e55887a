from dataclasses import FrozenInstanceError, InitVar, dataclass

@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0

@dataclass
class Square:
    side: float
    scale: InitVar[float] = 1
    def __post_init__(self, scale):
        self.area = (self.side * scale) ** 2

p = Point(1)
try:
    p.x = 5
except FrozenInstanceError as error:
    print(error)
# expect: cannot assign to field 'x'
print(hash(p) == hash(Point(1)), {p: "in a dict"}[Point(1, 0)], Square(2, 3).area)
# expect: True in a dict 36
