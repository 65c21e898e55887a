# A decorator may return anything.
def call(f):
    return f()

@call
def answer():
    return 42

print(answer, type(answer).__name__)  # expect: 42 int
