class Keys:
    NAME = "name"

def f(x):
    match x:
        case {1: a, -2: b}:
            return a, b
        case {Keys.NAME: value}:
            return value
        case {None: n}:
            return "none", n
        case {True: t}:
            return "true", t

print(f({1: "x", -2: "y"}), f({"name": "n"}), f({None: 0}), f({True: 5}), f({"z": 1}))
# expect: ('x', 'y') n ('none', 0) ('true', 5) None
