# Decorators first, then positional defaults, then keyword-only ones, then annotations.
def log(tag, value=0):
    print(tag)
    return value

def decorator(tag):
    print("decorator", tag)
    return lambda f: f

@decorator("outer")
@decorator("inner")
def f(a: log("annotation a"), b=log("default b", 2), *, c=log("default c", 3)) -> log("return"):
    return a, b, c
# expect: decorator outer
# expect: decorator inner
# expect: default b
# expect: default c
# expect: annotation a
# expect: return

print(f(1))  # expect: (1, 2, 3)
