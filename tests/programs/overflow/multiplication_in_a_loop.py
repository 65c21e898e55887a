# diverges: D001
# 20! fits 64 bits, 21! does not.
def factorial(n):
    result = 1
    for i in range(1, n + 1):
        result *= i
    return result

print(factorial(20))  # expect: 2432902008176640000
print(factorial(21))
# expect-error: N5001 at 6:9
