def apply(f, *args):
    return f(*args)

operations = {"add": lambda a, b: a + b, "max": max, "pow": pow}
for name, f in operations.items():
    print(name, apply(f, 2, 5))
# expect: add 7
# expect: max 5
# expect: pow 32
