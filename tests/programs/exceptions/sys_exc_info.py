import sys

def current():
    return sys.exc_info()[0]

print(current())  # expect: None
try:
    raise ValueError
except ValueError:
    print(current().__name__)
    try:
        raise KeyError
    except KeyError:
        print(current().__name__)
    print(current().__name__)
# expect: ValueError
# expect: KeyError
# expect: ValueError
print(current())  # expect: None
