def f():
    value = "f"
    g()
    return value

def g():
    value = "g"
    return value

print(f(), g())  # expect: f g
