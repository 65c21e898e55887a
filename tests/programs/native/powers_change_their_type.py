def power(a, b):
    return a ** b

print(power(2, 10), power(2, -1), power(2.0, 3))  # expect: 1024 0.5 8.0
print(power(0, 0), power(0.0, 0), power(-8.0, 2.0))  # expect: 1 1.0 64.0
z = power(-8.0, 0.5)
print(type(z).__name__, round(z.imag, 6))  # expect: complex 2.828427
try:
    power(0.0, -1)
except ZeroDivisionError as error:
    print(error)  # expect: 0.0 cannot be raised to a negative power
power(1e200, 2.0)
# expect-error: N5006 at 2:12 OverflowError: (34, 'Numerical result out of range')
