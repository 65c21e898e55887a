from decimal import Decimal, getcontext
from fractions import Fraction

print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / Decimal(7), Fraction(1, 3) + Fraction(1, 6))
# expect: 0.3 0.1428571428571428571428571429 1/2
print(Fraction("0.125"), Fraction(3, -6))  # expect: 1/8 -1/2
print(Decimal("2.50").quantize(Decimal("1")))  # expect: 2
print(sum([Fraction(1, n) for n in (2, 3, 6)]))  # expect: 1
