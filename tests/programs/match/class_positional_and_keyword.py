class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y

def where(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point(0, y):
            return f"y axis at {y}"
        case Point(x=x, y=0):
            return f"x axis at {x}"
        case Point(x, y=y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "plane"
        case _:
            return "no point"

points = [Point(0, 0), Point(0, 2), Point(3, 0), Point(4, 4), Point(1, 2), (0, 0)]
print([where(p) for p in points])
# expect: ['origin', 'y axis at 2', 'x axis at 3', 'diagonal 4', 'plane', 'no point']
