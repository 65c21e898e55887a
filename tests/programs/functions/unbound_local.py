x = 1

def f():
    try:
        print(x)
    except UnboundLocalError as error:
        print(str(error)[:25])
    x = 2
    return x

print(f())
# expect: cannot access local varia
# expect: 2
