errors = (KeyError, IndexError)

def wanted():
    print("type expression evaluated")
    return errors

try:
    [][0:1][0]
except wanted():
    print("caught")
# expect: type expression evaluated
# expect: caught
try:
    pass
except wanted():
    print("never evaluated, never caught")
