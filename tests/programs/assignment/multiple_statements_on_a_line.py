a = 1; b = 2; c = a \
    + b; print(a + b)  # expect: 3
print(c); d = (a +  # expect: 3
               b); print(d)  # expect: 3
