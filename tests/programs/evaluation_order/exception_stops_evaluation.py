def v(x):
    print(x, end=" ")
    return x

for action in (lambda: v(1) + v(1) // v(0) + v(9), lambda: [v(1), v("a") + v(2), v(3)]):
    try:
        action()
    except (ZeroDivisionError, TypeError) as error:
        print("|", type(error).__name__)
# expect: 1 1 0 | ZeroDivisionError
# expect: 1 a 2 | TypeError
