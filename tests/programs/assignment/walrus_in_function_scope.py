def f(items):
    if any((big := x) > 10 for x in items):
        return big
    return None

print(f([1, 20, 3]), f([1]))  # expect: 20 None
print("big" in globals())  # expect: False
