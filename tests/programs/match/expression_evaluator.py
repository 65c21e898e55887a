def evaluate(e):
    match e:
        case int() | float():
            return e
        case ("+", *terms):
            return sum(evaluate(t) for t in terms)
        case ("*", a, b):
            return evaluate(a) * evaluate(b)
        case ("-", a):
            return -evaluate(a)
        case ("if", c, a, b):
            return evaluate(a if evaluate(c) else b)
        case unknown:
            raise ValueError(f"cannot evaluate {unknown!r}")

print(evaluate(("+", 1, ("*", 2, 3.5), ("-", 4), ("if", 0, 1, 10))))  # expect: 14.0
try:
    evaluate(("?", 1))
except ValueError as error:
    print(error)
# expect: cannot evaluate ('?', 1)
