def f():
    try:
        return 1 / [0][0]
    except ZeroDivisionError:
        print("seen")
        raise

try:
    f()
except ZeroDivisionError as error:
    print(error)
# expect: seen
# expect: division by zero
