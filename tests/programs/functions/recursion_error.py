# Endless recursion is an error that can be caught.
def forever(n):
    return forever(n + 1)

try:
    forever(0)
except RecursionError as error:
    print(type(error).__name__, str(error)[:32])
# expect: RecursionError maximum recursion depth exceeded
print("still here")  # expect: still here
