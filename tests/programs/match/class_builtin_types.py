def f(x):
    match x:
        case bool(b):
            return f"bool {b}"
        case int(n):
            return f"int {n}"
        case str(s) | bytes(s):
            return f"text {s}"
        case list([a, b]):
            return f"list of two {a} {b}"
        case dict() as d:
            return f"dict of {len(d)}"
        case float():
            return "float"
        case tuple(t):
            return f"tuple {t}"
        case _:
            return "?"

for x in (True, 3, "s", b"b", [1, 2], [1], {1: 2}, 1.5, (1, 2), None):
    print(f(x))
# expect: bool True
# expect: int 3
# expect: text s
# expect: text b'b'
# expect: list of two 1 2
# expect: ?
# expect: dict of 1
# expect: float
# expect: tuple (1, 2)
# expect: ?
