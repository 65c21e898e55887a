def helper(x):
    return x + 1

def caller(x):
    return helper(x)

print(caller(1))  # expect: 2

def helper(x):
    return x * 100

print(caller(1))  # expect: 100
