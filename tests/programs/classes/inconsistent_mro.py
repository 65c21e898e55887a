class A:
    pass

class B(A):
    pass

bases = [A, B]
try:
    class C(*bases):
        pass
except TypeError as error:
    print(str(error).splitlines()[0])
# expect: Cannot create a consistent method resolution
