def empty():
    return
    yield

def maybe(flag):
    if flag:
        yield 1

print(list(empty()), list(maybe(False)), list(maybe(True)))  # expect: [] [] [1]
