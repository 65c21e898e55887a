# diverges: D006
class Point:
    x: f64

class Named(Point):
    name: str
    z: f64 = 2

class Own:
    x: f64

    def __init__(self, text):
        self.x = float(text)

n = Named(1, "a")
print(n, isinstance(n, Point))  # expect: Named(x=1.0, name='a', z=2.0) True
print(Own("4").x)  # expect: 4.0
