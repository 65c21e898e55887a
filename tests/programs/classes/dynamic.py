def speak(self):
    return f"I am {self.name}"

Dog = type("Dog", (), {"speak": speak, "name": "rex"})
d = Dog()
print(d.speak(), type(d).__name__, Dog.__bases__)  # expect: I am rex Dog (<class 'object'>,)
Dog.name = "max"
d.bark = lambda: "woof"
print(d.speak(), d.bark(), getattr(d, "nope", "default"))  # expect: I am max woof default
d.__class__ = type("Cat", (), {"name": "tom"})
print(d.name, type(d).__name__)  # expect: tom Cat
