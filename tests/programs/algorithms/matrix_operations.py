def multiply(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]

def power(m, n):
    result = [[int(i == j) for j in range(len(m))] for i in range(len(m))]
    while n:
        if n & 1:
            result = multiply(result, m)
        m = multiply(m, m)
        n >>= 1
    return result

print(multiply([[1, 2], [3, 4]], [[0, 1], [1, 0]]))  # expect: [[2, 1], [4, 3]]
print(power([[1, 1], [1, 0]], 30)[0][1])  # expect: 832040
