class Log:
    def __getattr__(self, name):
        print("get", name)
        return 1
    def __setattr__(self, name, value):
        print("set", name, value)

def say(x, result):
    print("eval", x)
    return result

say("object", Log()).n += say("right", 5)
# expect: eval object
# expect: get n
# expect: eval right
# expect: set n 6
