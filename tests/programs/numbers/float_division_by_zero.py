zero = [0].pop()
for attempt in (lambda: 1 / zero, lambda: 1.0 // zero, lambda: 1 % zero, lambda: 1.5 % zero,
                lambda: divmod(1, zero), lambda: 0.0 ** -1, lambda: 1j / zero):
    try:
        attempt()
    except ZeroDivisionError as error:
        print(error)
# expect: division by zero
# expect: float floor division by zero
# expect: integer modulo by zero
# expect: float modulo
# expect: integer division or modulo by zero
# expect: 0.0 cannot be raised to a negative power
# expect: complex division by zero
