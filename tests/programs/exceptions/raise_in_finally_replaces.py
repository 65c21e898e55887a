def f():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")

try:
    f()
except KeyError as error:
    print(error, "after", error.__context__)
# expect: 'second' after first
