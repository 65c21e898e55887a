class Registry(type):
    classes = []
    def __new__(meta, name, bases, namespace, **options):
        cls = super().__new__(meta, name, bases, namespace)
        meta.classes.append((name, sorted(options.items())))
        return cls
    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)
    def __len__(cls):
        return 42

class A(metaclass=Registry):
    pass

class B(A, option=1, other="x"):
    pass

print(Registry.classes, len(A), type(B).__name__)
# expect: [('A', []), ('B', [('option', 1), ('other', 'x')])] 42 Registry
