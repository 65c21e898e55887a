def area(r):
    from math import pi
    import math as m
    return m.floor(pi * r * r)

print(area(2), "pi" in globals(), "m" in globals())  # expect: 12 False False
