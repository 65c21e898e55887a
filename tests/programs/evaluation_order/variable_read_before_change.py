# A name is read when its turn comes.
x = 1

def bump():
    global x
    x += 10
    return x

print(x + bump() + x)  # expect: 23
print([x, bump(), x], x * bump())  # expect: [11, 21, 21] 651
print((x, (x := 0), x))  # expect: (31, 0, 0)
