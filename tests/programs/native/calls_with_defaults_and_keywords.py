def line(x, slope=2.0, offset=1):
    return slope * x + offset

def use(n):
    return line(n), line(n, offset=0), line(x=n, slope=n), line(n, 3, 4)

print(use(2), use(0.5))  # expect: (5.0, 4.0, 5, 10) (2.0, 1.0, 1.25, 5.5)
