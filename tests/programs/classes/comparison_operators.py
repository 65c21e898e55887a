from functools import total_ordering

@total_ordering
class Version:
    def __init__(self, text):
        self.parts = [int(p) for p in text.split(".")]
    def __eq__(self, other):
        return self.parts == other.parts
    def __lt__(self, other):
        return self.parts < other.parts

a, b = Version("1.9"), Version("1.10")
print(a < b, a >= b, a == Version("1.9"), a != b, max(a, b).parts, sorted([b, a])[0].parts)
# expect: True False True True [1, 10] [1, 9]
try:
    hash(a)
except TypeError as error:
    print(error)
# expect: unhashable type: 'Version'
