thing = [5].pop()
try:
    raise thing
except TypeError as error:
    print(error)
# expect: exceptions must derive from BaseException
try:
    raise ValueError from thing
except TypeError as error:
    print(error)
# expect: exception causes must derive from BaseException
