# An error that nobody catches ends the program; its line is where it was raised.
def check(n):
    if n > 2:
        raise ValueError(f"{n} is more than 2")
    return n

for n in range(5):
    print(check(n))
# expect: 0
# expect: 1
# expect: 2
print("never")
# expect-error: N5006 at 4:9 ValueError: 3 is more than 2
