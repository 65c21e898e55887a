class Odd:
    def __bool__(self):
        raise ValueError("no truth here")

try:
    if Odd():
        print("never")
except ValueError as error:
    print(error)
# expect: no truth here
