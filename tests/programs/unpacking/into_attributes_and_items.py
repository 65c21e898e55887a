class Box:
    pass

box, d, items = Box(), {}, [0, 0, 0]
box.x, d["k"], items[1] = 1, 2, 3
box.y, *items[1:], d["m"] = range(5)
print(box.__dict__, d, items)  # expect: {'x': 1, 'y': 0} {'k': 2, 'm': 4} [0, 1, 2, 3]
