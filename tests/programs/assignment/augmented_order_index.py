# Object, then key, then the old value, then the right side, then the store.
class Log(dict):
    def __getitem__(self, key):
        print("get", key)
        return dict.__getitem__(self, key)
    def __setitem__(self, key, value):
        print("set", key, value)
        dict.__setitem__(self, key, value)

def say(x, result):
    print("eval", x)
    return result

d = Log(k=1)
say("object", d)[say("key", "k")] += say("right", 10)
# expect: eval object
# expect: eval key
# expect: get k
# expect: eval right
# expect: set k 11
print(dict(d))  # expect: {'k': 11}
