def nothing():
    pass

def bare():
    return

def pair():
    return 1, 2

def star():
    return *pair(), 3

print(nothing(), bare(), pair(), star())  # expect: None None (1, 2) (1, 2, 3)
