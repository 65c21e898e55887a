class Json:
    def dump(self):
        return "{" + ", ".join(f"{k}: {v}" for k, v in sorted(vars(self).items())) + "}"

class Named:
    def __init__(self, name, **rest):
        super().__init__(**rest)
        self.name = name

class Aged:
    def __init__(self, age, **rest):
        super().__init__(**rest)
        self.age = age

class Person(Named, Aged, Json):
    pass

print(Person(name="ann", age=31).dump())  # expect: {age: 31, name: ann}
