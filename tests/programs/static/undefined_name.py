# What is certain to raise is found before the program runs.
x = 1
y = x + yy
# expect-error: N2005 at 3:9 NameError: name 'yy' is not defined
