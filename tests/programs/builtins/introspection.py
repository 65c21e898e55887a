class C:
    x = 1
    def f(self):
        pass

c = C()
print(type(c).__name__, isinstance(c, C), hasattr(c, "x"))  # expect: C True True
print(getattr(c, "y", None), callable(c.f), callable(5))  # expect: None True False
setattr(c, "z", 5)
delattr(c, "z")
print(vars(c), "f" in dir(c), id(c) == id(c), issubclass(C, object))  # expect: {} True True True
print(type(type(c)).__name__, c.__class__.__name__)  # expect: type C
