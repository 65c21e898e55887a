from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", "x y", defaults=[0])

class Person(NamedTuple):
    name: str
    age: int = 0
    def older(self, years):
        return self._replace(age=self.age + years)

p = Point(1)
x, y = p
print(p, x, y, p.x, p[1], p._asdict(), Point._fields, p == (1, 0))
# expect: Point(x=1, y=0) 1 0 1 0 {'x': 1, 'y': 0} ('x', 'y') True
print(Person("ann", 30).older(2), Person("bob").age)  # expect: Person(name='ann', age=32) 0
