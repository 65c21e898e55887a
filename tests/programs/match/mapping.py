def f(x):
    match x:
        case {"kind": "circle", "r": r}:
            return f"circle {r}"
        case {"kind": kind, **rest}:
            return f"{kind} {rest}"
        case {}:
            return "some dict"
        case _:
            return "no dict"

print(f({"kind": "circle", "r": 2, "extra": 1}))  # expect: circle 2
print(f({"kind": "square", "side": 3}))  # expect: square {'side': 3}
print(f({}), f({"a": 1}), f([]))  # expect: some dict some dict no dict
