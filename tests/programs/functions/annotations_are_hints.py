# Python's own annotations neither check nor convert.
def area(w: float, h: "anything" = 1) -> str:
    return w * h

print(area(2, 3), type(area(2, 3)).__name__)  # expect: 6 int
print(area("ab", 2))  # expect: abab
print(area.__annotations__["h"])  # expect: anything
