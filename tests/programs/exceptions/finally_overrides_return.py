def f():
    try:
        return "from try"
    finally:
        return "from finally"

def g():
    try:
        raise ValueError
    finally:
        return "swallowed"

print(f(), g())  # expect: from finally swallowed
