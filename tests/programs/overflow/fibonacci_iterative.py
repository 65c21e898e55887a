# diverges: D001
def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a

print(fibonacci(90))  # expect: 2880067194370816120
print(fibonacci(100))
# expect-error: N5001 at 5:19
