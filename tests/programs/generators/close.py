def g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closing")
        raise
    finally:
        print("finally")

it = g()
next(it)
it.close()
# expect: closing
# expect: finally
print(list(it))  # expect: []
it.close()
print("closed twice is fine")  # expect: closed twice is fine
