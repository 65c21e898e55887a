def f(x):
    match x:
        case ("op", name, args):
            match name, args:
                case "add", [a, b]:
                    return a + b
                case "neg", [a]:
                    return -a
            return "bad op"
        case _:
            return x

print(f(("op", "add", [1, 2])), f(("op", "neg", [4])), f(("op", "mul", [4])), f(9))
# expect: 3 -4 bad op 9
