def ratio(a, b):
    return a // b, a % b

def loop(n):
    s = 0
    for k in range(n, -1, -1):
        s += 100 // k
    return s

print(ratio(-7, 2), ratio(7, -2), ratio(-7.5, 2))  # expect: (-4, 1) (-4, -1) (-4.0, 0.5)
for pair in ((1, 0), (1.0, 0.0), (0.0, 0)):
    try:
        ratio(*pair)
    except ZeroDivisionError as error:
        print(error)
# expect: integer division or modulo by zero
# expect: float floor division by zero
# expect: float floor division by zero
loop(3)
# expect-error: N5002 at 7:14 ZeroDivisionError: integer division or modulo by zero
