# The value first, then the targets from the left.
class Log:
    def __init__(self, name):
        object.__setattr__(self, "name", name)
    def __setattr__(self, key, value):
        print(f"{self.name}.{key} = {value}")
    def __setitem__(self, key, value):
        print(f"{self.name}[{key}] = {value}")

def log(x, result=None):
    print("eval", x)
    return result

log("first", Log("a")).x = log("second", Log("b"))[log("key", "k")] = log("value", 1)
# expect: eval value
# expect: eval first
# expect: a.x = 1
# expect: eval second
# expect: eval key
# expect: b[k] = 1
