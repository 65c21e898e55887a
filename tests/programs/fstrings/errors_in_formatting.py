def attempt(action):
    try:
        action()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")

items, text = [1], "a"
attempt(lambda: f"{items:>10}")
# expect: TypeError: unsupported format string passed to list.__format__
attempt(lambda: f"{text:d}")
# expect: ValueError: Unknown format code 'd' for object of type 'str'
attempt(lambda: f"{missing}")  # expect: NameError: name 'missing' is not defined
attempt(lambda: f"{1.5:d}")
# expect: ValueError: Unknown format code 'd' for object of type 'float'
attempt(lambda: "{} {}".format(1))
# expect: IndexError: Replacement index 1 out of range for positional args tuple
attempt(lambda: "%d" % text)  # expect: TypeError: %d format: a real number is required, not str
