def stubborn():
    for attempt in range(2):
        try:
            yield
        except GeneratorExit:
            pass

g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)
# expect: generator ignored GeneratorExit
