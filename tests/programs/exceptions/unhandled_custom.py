class ParseError(Exception):
    pass

def parse(tokens):
    for position, token in enumerate(tokens):
        if not token.isalpha():
            raise ParseError(f"unexpected {token!r} at {position}")

parse(["a", "b"])
print("first is fine")  # expect: first is fine
parse(["a", "9"])
# expect-error: N5099 at 7:13 ParseError: unexpected '9' at 1
