try:
    try:
        int("x")
    except ValueError as inner:
        raise RuntimeError("outer") from inner
except RuntimeError as error:
    print(error, "|", error.__cause__)
    print(error.__suppress_context__, error.__context__ is error.__cause__)
# expect: outer | invalid literal for int() with base 10: 'x'
# expect: True True
