inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, inf * 0, 1 / inf, -1 / inf, nan == nan)
# expect: inf -inf nan nan nan 0.0 -0.0 False
print(nan != nan, inf > 10**400)  # expect: True True
print(-0.0, 0.0 == -0.0, -0.0 + 0.0, 0.0 * -1, str(-0.0), min(nan, 1), min(1, nan), max(1, nan))
# expect: -0.0 True 0.0 -0.0 -0.0 nan 1 1
print(1e308 * 10, -1e308 * 10, 5e-324 / 2, 1e-400, nan in [1.0], bool(nan))
# expect: inf -inf 0.0 0.0 False True
print(int(-0.5), abs(-0.0))  # expect: 0 0.0
import math
print(math.copysign(1, -0.0), math.isnan(inf - inf), math.isinf(-inf), math.atan2(-0.0, -1))
# expect: -1.0 True True -3.141592653589793
