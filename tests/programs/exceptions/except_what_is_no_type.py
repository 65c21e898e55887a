kind = ["no type"].pop()
try:
    try:
        raise ValueError
    except kind:
        print("never")
except TypeError as error:
    print(error)
# expect: catching classes that do not inherit from BaseException is not allowed
