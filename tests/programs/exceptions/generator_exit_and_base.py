try:
    raise GeneratorExit("g")
except Exception:
    print("never: it is no Exception")
except BaseException as error:
    print(type(error).__name__, type(error).__mro__[1].__name__)
# expect: GeneratorExit BaseException
