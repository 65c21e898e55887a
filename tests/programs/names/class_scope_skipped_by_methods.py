x = "global"

class C:
    x = "class"
    y = x + "!"
    def read(self):
        return x

print(C.x, C.y, C().read())  # expect: class class! global
