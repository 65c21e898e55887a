print(max(["a", "ccc", "bb"], key=len), min([], default="none"))  # expect: ccc none
print(max({"a": 3, "b": 1}, key={"a": 3, "b": 1}.get))  # expect: a
print(min((2, "x"), (2, "a"), (3, "a")), max(-5, 3, key=abs), min("hello"), max([1, 1.0, True]))
# expect: (2, 'a') -5 e 1
try:
    max([])
except ValueError as error:
    print(error)
# expect: max() arg is an empty sequence
