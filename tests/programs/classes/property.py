class Circle:
    def __init__(self, r):
        self.r = r
    @property
    def area(self):
        """The area."""
        return 3 * self.r ** 2
    @area.setter
    def area(self, value):
        self.r = (value / 3) ** 0.5
    @area.deleter
    def area(self):
        print("deleted")

c = Circle(2)
print(c.area, Circle.area.__doc__)  # expect: 12 The area.
c.area = 27
c.area += 0
print(c.r)  # expect: 3.0
del c.area  # expect: deleted
