def f(x: print("evaluated") or 3) -> [1, 2][0]:
    y: unknown_name = x
    return y
# expect: evaluated

print(f(5), f.__annotations__)  # expect: 5 {'x': 3, 'return': 1}
