try:
    try:
        int("x")
    except ValueError:
        raise KeyError("clean") from None
except KeyError as error:
    print(error.__cause__, error.__suppress_context__, type(error.__context__).__name__)
# expect: None True ValueError
