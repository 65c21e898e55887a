class Positive:
    def __set_name__(self, owner, name):
        self.key = "_" + name
    def __get__(self, instance, owner=None):
        return getattr(instance, self.key)
    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.key[1:]} must be positive")
        setattr(instance, self.key, value)

class Order:
    amount = Positive()
    def __init__(self, amount):
        self.amount = amount

o = Order(3)
o.amount *= 2
print(o.amount)  # expect: 6
try:
    o.amount -= 6
except ValueError as error:
    print(error)
# expect: amount must be positive
