def f():
    error = "before"
    try:
        raise ValueError("v")
    except ValueError as error:
        print(error)
    try:
        return error
    except UnboundLocalError:
        return "the name is gone"

print(f())
# expect: v
# expect: the name is gone
