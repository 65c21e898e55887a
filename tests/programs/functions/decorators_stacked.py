# The lowest decorator is applied first.
def tag(name):
    print("make", name)
    def decorate(f):
        print("apply", name)
        return lambda: f"<{name}>{f()}</{name}>"
    return decorate

@tag("b")
@tag("i")
def text():
    return "x"
# expect: make b
# expect: make i
# expect: apply i
# expect: apply b

print(text())  # expect: <b><i>x</i></b>
