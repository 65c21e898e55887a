class Suppress:
    def __init__(self, *kinds):
        self.kinds = kinds
    def __enter__(self):
        return self
    def __exit__(self, kind, error, traceback):
        self.caught = error
        return kind is not None and issubclass(kind, self.kinds)

with Suppress(KeyError, IndexError) as s:
    print([1][5:][0])
print("on with", repr(s.caught))  # expect: on with IndexError('list index out of range')
try:
    with Suppress(KeyError):
        int("x")
except ValueError as error:
    print(error)
# expect: invalid literal for int() with base 10: 'x'
