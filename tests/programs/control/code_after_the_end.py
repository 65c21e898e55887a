def f(n):
    while True:
        if n:
            break
        n += 1
        continue
        n = 100
    else:
        return "never"
    return n
    n = 200

def g():
    raise ValueError("raised")
    return "never"

print(f(0), f(5))  # expect: 1 5
try:
    g()
except ValueError as error:
    print(error)
# expect: raised
