thing = [5].pop()
try:
    with thing:
        print("never")
except TypeError as error:
    print(error)
# expect: 'int' object does not support the context manager protocol
