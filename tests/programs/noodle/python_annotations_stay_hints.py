# float, int and list[str] are Python's: neither checked nor converted.
def area(w: float, names: list[str] = ()) -> int:
    return w * 2

print(area(2), area(2.5), area("ab"), area(1, [1, 2]))  # expect: 4 5.0 abab 2
x: int = "not an int"
print(x)  # expect: not an int
