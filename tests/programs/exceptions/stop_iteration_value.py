def gen():
    yield 1
    return "result"

g = gen()
print(next(g))  # expect: 1
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
# expect: result
print(next(g, "finished"))  # expect: finished
