def classify(n):
    match n:
        case x if x < 0:
            return "negative"
        case 0:
            return "zero"
        case x if x % 2 == 0 and x > 100:
            return "large even"
        case x if x % 2:
            return "odd"
        case _:
            return "even"

print([classify(n) for n in (-1, 0, 102, 7, 8)])
# expect: ['negative', 'zero', 'large even', 'odd', 'even']
