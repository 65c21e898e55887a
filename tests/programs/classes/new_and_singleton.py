class Single:
    instance = None
    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance
    def __init__(self, value):
        self.value = value

a, b = Single(1), Single(2)
print(a is b, a.value)  # expect: True 2

class Other:
    def __new__(cls):
        return "not an Other"

print(Other())  # expect: not an Other
