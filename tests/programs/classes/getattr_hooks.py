class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_target", target)
    def __getattr__(self, name):
        return f"{self._target}.{name}"
    def __setattr__(self, name, value):
        print("set", name, value)
    def __delattr__(self, name):
        print("del", name)

p = Proxy("t")
p.x = 5  # expect: set x 5
p.y += "!"  # expect: set y t.y!
del p.z  # expect: del z
print(p.anything, p._target, getattr(p, "q"), hasattr(p, "all"))  # expect: t.anything t t.q True
