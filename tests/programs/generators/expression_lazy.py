# The outermost iterable is evaluated at once, everything else on demand.
def show(x):
    print("show", x)
    return x

def items():
    print("items")
    return [1, 2]

g = (show(x) for x in items())  # expect: items
print("made")  # expect: made
print(next(g))
# expect: show 1
# expect: 1
print(list(g))
# expect: show 2
# expect: [2]
