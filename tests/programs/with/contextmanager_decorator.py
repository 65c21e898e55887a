from contextlib import contextmanager

@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    finally:
        print(f"</{name}>")

with tag("a") as outer, tag("b"):
    print(outer)
# expect: <a>
# expect: <b>
# expect: A
# expect: </b>
# expect: </a>
try:
    with tag("c"):
        raise ValueError("inside")
except ValueError as error:
    print(error)
# expect: <c>
# expect: </c>
# expect: inside
