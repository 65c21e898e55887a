# A break in finally drops the exception on its way.
def f():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            print("finally", i)
            break
    return "survived"

print(f())
# expect: finally 0
# expect: survived
