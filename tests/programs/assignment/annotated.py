x: int = 5
y: "text" = "a hint only"
z: list[int]
print(x, y, __annotations__)
# expect: 5 a hint only {'x': <class 'int'>, 'y': 'text', 'z': list[int]}
try:
    print(z)
except NameError as error:
    print(error)
# expect: name 'z' is not defined
class Box:
    pass
box = Box()
box.size: float = 2
(x): int = 7
print(box.size, x)  # expect: 2 7
