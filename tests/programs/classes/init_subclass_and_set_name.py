class Field:
    def __set_name__(self, owner, name):
        self.name = name
        print("set_name", owner.__name__, name)
    def __get__(self, instance, owner):
        return f"<{self.name}>" if instance else self

class Base:
    def __init_subclass__(cls, /, tag=None, **rest):
        super().__init_subclass__(**rest)
        print("subclass", cls.__name__, tag)

class Child(Base, tag="t"):
    field = Field()
# expect: set_name Child field
# expect: subclass Child t

print(Child().field)  # expect: <field>
