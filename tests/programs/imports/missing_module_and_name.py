try:
    import no_such_module_here
except ImportError as error:
    print(type(error).__name__, error, error.name)
# expect: ModuleNotFoundError No module named 'no_such_module_here' no_such_module_here
try:
    from math import no_such_name
except ImportError as error:
    print(str(error).split(" (")[0])
# expect: cannot import name 'no_such_name' from 'math'
try:
    import os.nothing
except ModuleNotFoundError as error:
    print(error)
# expect: No module named 'os.nothing'; 'os' is not a package
