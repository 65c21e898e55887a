class Pizza:
    def __init__(self, *toppings):
        self.toppings = toppings
    @classmethod
    def margherita(cls):
        return cls("tomato", "cheese")
    @staticmethod
    def price(n):
        return 5 + n

class Deep(Pizza):
    pass

print(Pizza.margherita().toppings, type(Deep.margherita()).__name__)
# expect: ('tomato', 'cheese') Deep
print(Pizza.price(2), Pizza().price(3), Deep.margherita.__self__.__name__)  # expect: 7 8 Deep
