class Bad:
    def __enter__(self):
        return self
    def __exit__(self, *error):
        raise RuntimeError("from exit")

try:
    with Bad():
        raise ValueError("from body")
except RuntimeError as error:
    print(error, "|", repr(error.__context__))
# expect: from exit | ValueError('from body')
