class Loud:
    x = 1
    def __getattribute__(self, name):
        print("get", name)
        return object.__getattribute__(self, name)
    def method(self):
        return self.x

print(Loud().method())
# expect: get method
# expect: get x
# expect: 1
