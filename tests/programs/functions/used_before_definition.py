# A body may name a function that comes later.
def first():
    return second() + 1

def second():
    return 41

print(first())  # expect: 42
