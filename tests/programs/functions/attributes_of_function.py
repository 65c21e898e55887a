def area(w: float, h: float = 2.0, *, unit="cm") -> str:
    """The area.

    In square units."""
    return f"{w * h}{unit}2"

print(area.__name__, area.__qualname__, area.__module__)  # expect: area area __main__
print(area.__doc__.splitlines())  # expect: ['The area.', '', '    In square units.']
print(area.__defaults__, area.__kwdefaults__)  # expect: (2.0,) {'unit': 'cm'}
print(area.__annotations__)
# expect: {'w': <class 'float'>, 'h': <class 'float'>, 'return': <class 'str'>}
print(area.__code__.co_varnames[:3], area.__code__.co_argcount)  # expect: ('w', 'h', 'unit') 2
