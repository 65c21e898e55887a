class _Under:
    def f(self, __a, *, __k=1):
        __local = __a + __k
        self.__attr = __local
        def inner():
            return __local
        self.__attr += inner()
        del __local
        return self.__attr, self.f.__code__.co_varnames[:3]

print(_Under().f(2))  # expect: (6, ('self', '_Under__a', '_Under__k'))
print(_Under().f(2, _Under__k=5))  # expect: (14, ('self', '_Under__a', '_Under__k'))
