def name(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2:
            return "small"
        case "text":
            return "a text"
        case -5:
            return "minus five"
        case 2.5:
            return "float"
        case 1 + 2j:
            return "complex"
        case b"raw":
            return "bytes"
        case _:
            return "other"

print(*[name(x) for x in (0, 2, "text", -5)])  # expect: zero small a text minus five
print(*[name(x) for x in (2.5, 1 + 2j, b"raw", "TEXT", 1.0, True)])
# expect: float complex bytes other small small
