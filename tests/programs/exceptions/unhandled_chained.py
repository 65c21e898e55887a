# The error that ends the program is the outer one.
def load(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError("cannot load") from error

for text in ("12", "x"):
    print(load(text))
# expect: 12
# expect-error: N5099 at 6:9 RuntimeError: cannot load
