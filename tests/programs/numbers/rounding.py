print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2))
# expect: 2 4 -2 2.67 1200
print(round(1250, -2), round(0.5))  # expect: 1200 0
print(round(1.5, 0), type(round(1.5)).__name__, type(round(1.5, 1)).__name__)
# expect: 2.0 int float
print(round(-0.4), int(-0.4))  # expect: 0 0
import math
print(math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), math.fmod(-7, 3))
# expect: -2 -1 -1 -1.0
print(-7 % 3, math.modf(2.5))  # expect: 2 (0.5, 2.0)
