# What the else block raises is not caught by the same try.
def f():
    try:
        pass
    except ValueError:
        return "wrong"
    else:
        raise ValueError("from else")

try:
    f()
except ValueError as error:
    print(error)
# expect: from else
