def combine(a, b):
    match a, b:
        case 0, 0:
            return "both zero"
        case 0, other:
            return f"only {other}"
        case [x, y]:
            return x + y

print(combine(0, 0), combine(0, 5), combine(2, 3))  # expect: both zero only 5 5
