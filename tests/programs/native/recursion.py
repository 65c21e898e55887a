def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def even(n):
    return True if n == 0 else odd(n - 1)

def odd(n):
    return False if n == 0 else even(n - 1)

def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))

def hanoi(n, a=1, b=2, c=3):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)

def down(n):
    return 1 // n + down(n - 1)

print(fib(20), even(101), odd(101), ackermann(2, 3), hanoi(6))  # expect: 6765 False True 9 63
down(5)
# expect-error: N5002 at 23:12 ZeroDivisionError: integer division or modulo by zero
