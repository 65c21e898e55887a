x = 5

def f(a):
    b = 2
    return sorted(locals().items())

print(f(1), globals()["x"])  # expect: [('a', 1), ('b', 2)] 5
globals()["made"] = "through globals"
print(made, "f" in dir())  # expect: through globals True
