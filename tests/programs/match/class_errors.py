# A class pattern raises for too many positions or for what is not a class.
class A:
    __match_args__ = ("x",)

number = [5].pop()
try:
    match A():
        case A(1, 2):
            print("never")
except TypeError as error:
    print(error)
# expect: A() accepts 1 positional sub-pattern (2 given)
try:
    match 5:
        case number():
            print("never")
except TypeError as error:
    print(error)
# expect: called match pattern must be a type
