# diverges: D006
# A class with fields of Noodle types is a record: it is made, shown and compared by its fields.
class Point:
    """A place."""

    x: f64
    y: f64 = 0.5

    def moved(self, dx):
        return Point(self.x + dx, self.y)

p = Point(1)
print(p, p.x, type(p.x).__name__)  # expect: Point(x=1.0, y=0.5) 1.0 float
print(p == Point(1.0), p == Point(2.0))  # expect: True False
print(p.moved(2), Point.__doc__)  # expect: Point(x=3.0, y=0.5) A place.
