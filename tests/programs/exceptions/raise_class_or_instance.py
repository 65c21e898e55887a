for raiser in (ValueError, ValueError("text"), ValueError(1, 2)):
    try:
        raise raiser
    except ValueError as error:
        print(type(error).__name__, error.args)
# expect: ValueError ()
# expect: ValueError ('text',)
# expect: ValueError (1, 2)
