a = 1; b = 2; print(a + b); c = a \
# expect: 3
    + b
print(c); d = (a +  # expect: 3
               b); print(d)  # expect: 3
