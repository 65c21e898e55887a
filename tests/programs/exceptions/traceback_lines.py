import traceback

def inner():
    raise ValueError("deep")

def outer():
    x = 1
    inner()
    return x

try:
    outer()
except ValueError as error:
    print([(f.lineno, f.name) for f in traceback.extract_tb(error.__traceback__)])
# expect: [(12, '<module>'), (8, 'outer'), (4, 'inner')]
