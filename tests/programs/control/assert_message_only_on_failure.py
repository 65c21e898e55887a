def message():
    print("message evaluated")
    return "bad"

assert True, message()
try:
    assert not True, message()
except AssertionError as error:
    print(error)
# expect: message evaluated
# expect: bad
