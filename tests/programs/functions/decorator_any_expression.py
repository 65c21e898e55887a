registry = {}
handlers = [lambda f: registry.setdefault(f.__name__, f)]

@handlers[0]
def load():
    return "loading"

@(lambda f: registry.setdefault("alias", f))
def save():
    return "saving"

print(sorted(registry))  # expect: ['alias', 'load']
print(registry["load"](), registry["alias"]())  # expect: loading saving
