def g():
    yield 1
    return "done"

it = g()
next(it)
try:
    next(it)
except StopIteration as stop:
    print(stop.value)
# expect: done

def outer():
    result = yield from g()
    print("inner returned", result)
    yield 2

print(list(outer()))
# expect: inner returned done
# expect: [1, 2]
