import math

print(math.sqrt(2), math.gcd(12, 18), math.lcm(4, 6), math.factorial(10))
# expect: 1.4142135623730951 6 12 3628800
print(math.comb(5, 2), math.perm(5, 2))  # expect: 10 20
print(math.hypot(3, 4), math.log(math.e), math.log2(8), math.log10(1000))
# expect: 5.0 1.0 3.0 3.0
print(math.log(8, 2), math.isqrt(17))  # expect: 3.0 4
print(round(math.sin(math.pi / 6), 10), math.degrees(math.pi))  # expect: 0.5 180.0
print(math.dist([0, 0], [3, 4]), math.prod([2, 3]))  # expect: 5.0 6
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.isclose(0.1 + 0.2, 0.3), math.inf, math.tau)
# expect: 1.0 0.9999999999999999 True inf 6.283185307179586
