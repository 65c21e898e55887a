class Even(type):
    def __instancecheck__(cls, value):
        return value % 2 == 0

class EvenNumber(metaclass=Even):
    pass

print(isinstance(4, EvenNumber), isinstance(3, EvenNumber), isinstance(True, (str, int)))
# expect: True False True
print(issubclass(bool, int), type(5) is int, isinstance(None, type(None)))
# expect: True True True
print(isinstance(3, int | str))  # expect: True
