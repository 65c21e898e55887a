class Animal:
    def __init__(self, name):
        self.name = name
    def speak(self):
        return f"{self.name} makes a sound"

class Dog(Animal):
    def __init__(self, name, trick):
        super().__init__(name)
        self.trick = trick
    def speak(self):
        return super().speak() + ": woof"

d = Dog("rex", "sit")
print(d.speak(), d.trick, isinstance(d, Animal), issubclass(Dog, Animal))
# expect: rex makes a sound: woof sit True True
print(Dog.__mro__[1].__name__)  # expect: Animal
