group = ExceptionGroup("several", [ValueError("v"), KeyError("k")])
try:
    raise group
except ExceptionGroup as error:
    print(error)
    print([type(e).__name__ for e in error.exceptions])
    print(error.subgroup(KeyError).exceptions)
# expect: several (2 sub-exceptions)
# expect: ['ValueError', 'KeyError']
# expect: (KeyError('k'),)
