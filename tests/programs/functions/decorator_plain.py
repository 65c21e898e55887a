def twice(f):
    def wrapper(*args):
        return f(f(*args))
    return wrapper

@twice
def double(x):
    return 2 * x

print(double(5))  # expect: 20
print(double.__name__)  # expect: wrapper
