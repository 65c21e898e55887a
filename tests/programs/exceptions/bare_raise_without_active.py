def f():
    raise

try:
    f()
except RuntimeError as error:
    print(error)
# expect: No active exception to reraise
