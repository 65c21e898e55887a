class M:
    def __init__(self, name):
        print("make", name)
        self.name = name
    def __enter__(self):
        print("enter", self.name)
        return self.name
    def __exit__(self, *error):
        print("exit", self.name)

with M("a") as a, M("b") as b:
    print(a, b)
# expect: make a
# expect: enter a
# expect: make b
# expect: enter b
# expect: a b
# expect: exit b
# expect: exit a
