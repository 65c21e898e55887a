import math

def series(x, n):
    s = 0.0
    for k in range(n):
        s += math.sin(k * x) / math.factorial(k % 5) + math.sqrt(k)
    return s

def checked(x):
    return math.log(x), math.exp(x)

print(round(series(0.5, 10), 9))  # expect: 20.807634482
try:
    checked(0)
except ValueError as error:
    print(error)  # expect: math domain error
try:
    checked(1e4)
except OverflowError as error:
    print(error)  # expect: math range error
print(math.gcd(12, 18), math.hypot(3, 4), math.copysign(1, -0.0), math.isnan(math.nan))  # expect: 6 5.0 -1.0 True
checked(-1.0)
# expect-error: N5006 at 10:12 ValueError: math domain error
