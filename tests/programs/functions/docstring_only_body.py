def f():
    "only a docstring"

def g():
    f"not a {1} docstring"

def h():
    b"bytes are none either"

print(f(), f.__doc__, g.__doc__, h.__doc__)  # expect: None only a docstring None None
