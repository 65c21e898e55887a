# diverges: D001
def factorial(n):
    return 1 if n <= 1 else n * factorial(n - 1)

print(factorial(10))  # expect: 3628800
print(factorial(25))
# expect-error: N5001 at 3:29
