# The outermost iterable is evaluated outside, even where the name is shadowed.
x = [1, 2, 3]
print([x for x in x])  # expect: [1, 2, 3]
print([x for x in x for x in [x, x * 10]])  # expect: [1, 10, 2, 20, 3, 30]
print(x)  # expect: [1, 2, 3]
