for i in 5:
    print(i)
# expect-error: N2007 at 1:10 TypeError: 'int' object is not iterable
