def v(name, x):
    print(name, end=" ")
    return x

d, items = {}, [0, 0]
v("object", d)[v("key", "k")] = v("value", 1)
# expect: value object key a b left i right j {'k': 1} [5, 6]
v("left", items)[v("i", 0)], v("right", items)[v("j", 1)] = v("a", 5), v("b", 6)
print(d, items)
