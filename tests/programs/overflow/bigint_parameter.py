# diverges: D002
# `bigint` asks for Python's integers; as a name it is Noodle's own.
def factorial(n: bigint) -> bigint:
    result: bigint = 1
    for i in range(1, int(n) + 1):
        result = result * i
    return result

print(factorial(25))  # expect: 15511210043330985984000000
