def area(r):
    return pie * r

print(area(2))
# expect-error: N2005 at 2:12 NameError: name 'pie' is not defined
