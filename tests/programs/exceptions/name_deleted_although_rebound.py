try:
    raise ValueError
except ValueError as e:
    e = 5
    print(e)
# expect: 5
try:
    e
except NameError as error:
    print(error)
# expect: name 'e' is not defined
