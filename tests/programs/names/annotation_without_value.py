# `x: int` makes a local of x; `(x): int` does not.
x = "global"

def local():
    x: int
    try:
        return x
    except UnboundLocalError:
        return "local without a value"

def parenthesised():
    (x): int
    return x

print(local(), "|", parenthesised())  # expect: local without a value | global
