def g():
    yield next(iter([]))

try:
    list(g())
except RuntimeError as error:
    print(error, "|", type(error.__cause__).__name__)
# expect: generator raised StopIteration | StopIteration
