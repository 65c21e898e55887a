# A default keeps the value its name had at the definition.
rate = 2

def scale(x, by=rate):
    return x * by

rate = 100
print(scale(3))  # expect: 6
print(scale(3, 5))  # expect: 15
print(scale(3, by=rate))  # expect: 300
