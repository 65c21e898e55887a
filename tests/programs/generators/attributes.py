def ticks():
    """Docs."""
    yield

g = ticks()
print(type(g).__name__, g.__name__, g.__qualname__, ticks.__doc__)
# expect: generator ticks ticks Docs.
import inspect
print(inspect.isgeneratorfunction(ticks), inspect.getgeneratorstate(g))
# expect: True GEN_CREATED
next(g)
print(inspect.getgeneratorstate(g))  # expect: GEN_SUSPENDED
