from enum import Enum

class Colour(Enum):
    RED = 1
    BLUE = 2

class Limits:
    low = 10

def f(x):
    match x:
        case Colour.RED:
            return "red!"
        case Colour.BLUE:
            return "blue!"
        case Limits.low:
            return "the limit"
        case _:
            return "else"

print(f(Colour.RED), f(Colour.BLUE), f(10), f(1))  # expect: red! blue! the limit else
