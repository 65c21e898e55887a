class Point:
    """A point in the plane."""
    dimensions = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy)

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

p = Point(1)
print(p, p.moved(2, 3), Point.dimensions, p.dimensions, Point.__doc__, p.__dict__)
# expect: Point(1, 0) Point(3, 3) 2 2 A point in the plane. {'x': 1, 'y': 0}
p.dimensions = 3
print(p.dimensions, Point.dimensions)  # expect: 3 2
