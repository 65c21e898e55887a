x = 5
x()
# expect-error: N2007 at 2:1 TypeError: 'int' object is not callable
