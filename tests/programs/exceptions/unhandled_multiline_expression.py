# The column is the failing operation's, also where the expression spans lines.
values = {"a": 1, "b": None}

def weigh(v):
    return (
        10
        + v["a"]
        + v["b"]
    )

print(weigh({"a": 1, "b": 2}))  # expect: 13
print(weigh(values))
# expect-error: N5005 at 6:9 TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'
