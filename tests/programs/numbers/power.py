print(2**10, 2**-1, (-2)**3, -2**2, 2**0, 0**0, 2**0.5, (-8)**2, 10**-2, 2**3**2)
# expect: 1024 0.5 -8 -4 1 1 1.4142135623730951 64 0.01 512
print(pow(3, 4, 5), pow(2, -1, 7), pow(2, 3), type(4**-1).__name__, (-1)**0.5)
# expect: 1 4 8 float (6.123233995736766e-17+1j)
zero = [0].pop()
try:
    zero ** -1
except ZeroDivisionError as error:
    print(error)
# expect: 0.0 cannot be raised to a negative power
