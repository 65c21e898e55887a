def attempt(action):
    try:
        action()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")

empty, text, none, zero = [], "a", None, 0
attempt(lambda: empty[0])  # expect: IndexError: list index out of range
attempt(lambda: text + 1)  # expect: TypeError: can only concatenate str (not "int") to str
attempt(lambda: 1 + text)
# expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
attempt(lambda: none.x)  # expect: AttributeError: 'NoneType' object has no attribute 'x'
attempt(lambda: none())  # expect: TypeError: 'NoneType' object is not callable
attempt(lambda: none[0])  # expect: TypeError: 'NoneType' object is not subscriptable
attempt(lambda: 1 // zero)  # expect: ZeroDivisionError: integer division or modulo by zero
attempt(lambda: 1.0 / zero)  # expect: ZeroDivisionError: float division by zero
attempt(lambda: 1 % zero)  # expect: ZeroDivisionError: integer modulo by zero
attempt(lambda: text < 1)
# expect: TypeError: '<' not supported between instances of 'str' and 'int'
attempt(lambda: int("1.5"))  # expect: ValueError: invalid literal for int() with base 10: '1.5'
attempt(lambda: [].index(3))  # expect: ValueError: 3 is not in list
attempt(lambda: {}.popitem())  # expect: KeyError: 'popitem(): dictionary is empty'
attempt(lambda: {[]: 1})  # expect: TypeError: unhashable type: 'list'
attempt(lambda: len(5))  # expect: TypeError: object of type 'int' has no len()
attempt(lambda: [*none])  # expect: TypeError: Value after * must be an iterable, not NoneType
attempt(lambda: "abc".foo)  # expect: AttributeError: 'str' object has no attribute 'foo'
