import math

def whole(x):
    return int(x), round(x), math.floor(x), math.ceil(x), math.trunc(x)

print(whole(2.5), whole(-2.5))  # expect: (2, 2, 2, 3, 2) (-2, -2, -3, -2, -2)
print(whole(3.5), whole(-0.5))  # expect: (3, 4, 3, 4, 3) (0, 0, -1, 0, 0)
print(int(9.2e18), int(-9223372036854775808.0))  # expect: 9200000000000000000 -9223372036854775808
try:
    whole(float("inf"))
except OverflowError as error:
    print(error)  # expect: cannot convert float infinity to integer
whole(float("nan"))
# expect-error: N5006 at 4:12 ValueError: cannot convert float NaN to integer
