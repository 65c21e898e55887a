[a] = [7]
(b,) = "x"
c, = (9,)
() = []
[] = ""
print(a, b, c)  # expect: 7 x 9
