import functools

def repeat(times, sep=" "):
    def decorate(f):
        @functools.wraps(f)
        def wrapper(*args, **kwargs):
            return sep.join(f(*args, **kwargs) for _ in range(times))
        return wrapper
    return decorate

@repeat(3, sep="-")
def greet(name):
    """Say hello."""
    return f"hi {name}"

print(greet("ann"))  # expect: hi ann-hi ann-hi ann
print(greet.__name__, greet.__doc__, greet.__wrapped__("bob"))  # expect: greet Say hello. hi bob
