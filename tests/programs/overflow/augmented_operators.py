# diverges: D001
def attempt(action):
    try:
        return action()
    except OverflowError:
        return "trap"

def add(x):
    x += x
    return x

def multiply(x):
    x *= 3
    return x

def shift(x):
    x <<= 1
    return x

big = 2**62
print(attempt(lambda: add(big)), attempt(lambda: multiply(big)), attempt(lambda: shift(big)))
# expect: trap trap trap
print(add(1), multiply(1), shift(1))  # expect: 2 3 2
