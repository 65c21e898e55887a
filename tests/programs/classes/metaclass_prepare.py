class Ordered(type):
    @classmethod
    def __prepare__(meta, name, bases):
        print("prepare", name, bases)
        return {"injected": 5}

class C(metaclass=Ordered):
    seen = injected + 1
# expect: prepare C ()

print(C.seen, C.injected)  # expect: 6 5
