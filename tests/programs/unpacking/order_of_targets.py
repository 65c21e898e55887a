class Log:
    def __init__(self, name):
        self.__dict__["name"] = name
    def __setattr__(self, key, value):
        print(f"{self.name}.{key} = {value}")
    def __setitem__(self, key, value):
        print(f"{self.name}[{key}] = {value}")

def log(name):
    print("get", name)
    return Log(name)

log("a").x, (log("b")[log("k").name], log("c").y) = 1, (2, 3)
# expect: get a
# expect: a.x = 1
# expect: get b
# expect: get k
# expect: b[k] = 2
# expect: get c
# expect: c.y = 3
