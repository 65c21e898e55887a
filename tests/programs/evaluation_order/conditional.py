def v(x):
    print(x, end=" ")
    return x

print(v("then") if v(1) else v("else"))  # expect: 1 then then
print(v("then") if v(0) else v("else"))  # expect: 0 else else
print(v(0) and v(1) or v(2) and v(3))  # expect: 0 2 3 3
