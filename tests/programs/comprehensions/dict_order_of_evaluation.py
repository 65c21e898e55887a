def log(x):
    print(x, end=" ")
    return x

d = {log(k): log(v) for k, v in [("a", 1), ("b", 2)]}  # expect: a 1 b 2 {'a': 1, 'b': 2}
print(d)
d = {log("x"): log(1), **{"y": 2}, log("z"): log(3)}  # expect: x 1 z 3 {'x': 1, 'y': 2, 'z': 3}
print(d)
